import { commands, queries } from '@hearth/shared/contract';
import { filterIn } from '#lib/audit/filter.ts';
import { found } from '#lib/api/answers.ts';
import type { PageServerLoad } from './$types';

const acts = [...commands, ...queries].filter((one) => one.privileged).map(({ name }) => name);

export const load: PageServerLoad = async ({ locals, url }) => {
  const filter = filterIn(url.searchParams);
  const [page, boards, rules] = await Promise.all([
    locals.api.query('audit.list', filter),
    locals.api.query('board.list', {}),
    locals.api.query('house-rules.get', {}),
  ]);
  const { by, about } = filter;
  const nameOf = async (personId: typeof by) => {
    const person = personId ? await locals.api.query('person.get', { personId }) : null;
    return person?.ok ? person.value.name : null;
  };
  return {
    page: found(page),
    acts,
    boards: found(boards).map(({ id, name }) => ({ id, name })),
    rules: rules.ok ? rules.value.shown.rules.map(({ id, title }) => ({ id, title })) : [],
    chosen: Object.fromEntries(url.searchParams),
    names: { by: await nameOf(by), about: await nameOf(about) },
  };
};
