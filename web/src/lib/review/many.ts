import type { RequestEvent } from '@sveltejs/kit';
import type { Result } from '@hearth/shared/kernel/errors';
import { formOf, text } from '../api/answers.ts';
import { chosenIn, manyActs, type Chosen, type Many } from './chosen.ts';

/** Each is decided by itself: that somebody was quicker with one changes nothing for the others. One after the other. */
export async function actOnMany({ request, locals }: Pick<RequestEvent, 'request' | 'locals'>): Promise<Many> {
  const form = await formOf(request);
  const act = manyActs.find((one) => one === text(form, 'act')) ?? 'claim';
  const undoes = manyActs.find((one) => one === text(form, 'undoes')) ?? null;
  const done: Chosen[] = [];
  const refused: Many['refused'][number][] = [];
  for (const one of chosenIn(form.getAll('item').map(String))) {
    const result = await actOnOne({ form, api: locals.api }, { act, undoes }, one);
    if (result.ok) done.push({ ...one, rev: result.value.rev });
    else refused.push({ ...one, error: result.error });
  }
  return { act, undoes, done, refused };
}

interface Acting {
  readonly form: FormData;
  readonly api: RequestEvent['locals']['api'];
}

type What = Pick<Many, 'act' | 'undoes'>;

async function actOnOne({ form, api }: Acting, what: What, chosen: Chosen): Promise<Result<{ readonly rev: number }>> {
  const { itemId, rev } = chosen;
  const [id, seen] = [idFor(text(form, 'commandId'), what, itemId), { itemId, rev }];
  switch (what.act) {
    case 'claim':
      return api.command('review.claim', id, seen);
    case 'reject':
      return api.command('review.reject', id, { ...seen, words: '' });
    case 'remove': {
      const said = { rule: text(form, 'rule') || null, words: text(form, 'words') };
      return api.command('review.resolve', id, { ...seen, act: 'remove', ...said });
    }
    case 'undo':
      // What was taken on is given back.
      return api.command(what.undoes === 'claim' ? 'review.release' : 'review.undo', id, seen);
  }
}

/** The same press is the same command for each of them: of the page, the item and what is done. */
function idFor(page: string, { act }: What, itemId: string): string {
  return `${page.slice(0, 18)}-8${itemId.slice(0, 3)}-${itemId.slice(3, 14)}${manyActs.indexOf(act)}`;
}
