import type { Board } from '@hearth/shared/boards/entity';
import { redirect } from '@sveltejs/kit';
import { found } from '#lib/api/answers.ts';
import type { PageServerLoad } from './$types';

/** Where somebody may ask who has found nothing, or talk about an entry. A title has room for so much of it. */
const MOST = 100;

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
  const { locale } = locals;
  const named = ({ id, name, purpose }: Pick<Board, 'id' | 'name' | 'purpose'>) => ({
    ...{ id, name: name[locale], purpose: purpose[locale] },
  });
  const about = url.searchParams.get('entry');
  if (about !== null) {
    const { title, boards } = found(await locals.api.query('entry.boards', { entryId: about }));
    return { boards: boards.map(named), wanted: '', about: { id: about, title } };
  }
  const boards = found(await locals.api.query('board.list', {})).filter(({ reads }) => reads);
  // Where questions are answered comes first.
  const sorted = boards.toSorted((one, other) => Number(other.kind === 'question') - Number(one.kind === 'question'));
  const wanted = (url.searchParams.get('for') ?? '').trim().slice(0, MOST);
  return { boards: sorted.map(named), wanted, about: null };
};
