import { error, redirect } from '@sveltejs/kit';
import type { CommandName } from '@hearth/shared/contract';
import type { Result } from '@hearth/shared/kernel/errors';
import { heldBy } from '@hearth/shared/review/policy';
import { personMeant } from '#lib/accounts/meant.ts';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { filterIn, queryOf } from '#lib/review/filter.ts';
import { actOnMany } from '#lib/review/many.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

type Api = RequestEvent['locals']['api'];

/** The queue, or one item of it: each route weighs on the first visit of everybody. */
export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  const { me } = await parent();
  if (params.item === 'next') redirect(303, await nextFor(locals.api, me.id));
  if (params.item) {
    const page = found(await locals.api.query('review.get', { itemId: params.item }));
    const { board } = page.shown;
    const [rules, reasons] = await Promise.all([
      locals.api.query('house-rules.get', {}),
      locals.api.query('reason.list', board ? { boardId: board.id } : {}),
    ]);
    const given = { rules: found(rules).shown.rules, reasons: reasons.ok ? reasons.value.reasons : [] };
    return { page, commandId: locals.api.freshId(), given };
  }
  const filter = filterIn(url.searchParams);
  const after = Number(url.searchParams.get('after') ?? 0);
  const people = {
    reporter: await personMeant(locals.api, filter.reporter),
    author: await personMeant(locals.api, filter.author),
  };
  const asked = { ...queryOf(filter, people), ...(after > 0 && { after }) };
  const all = found(await locals.api.query('review.list', asked));
  const isOfNobody = people.reporter?.error !== undefined || people.author?.error !== undefined;
  const queue = isOfNobody ? { ...all, rows: [], more: false } : all;
  if (me.role === 'member' && queue.boards.length === 0) error(404);
  const { shown } = found(await locals.api.query('house-rules.get', {}));
  // Without the name of an action that was called.
  const kept = new URLSearchParams([...url.searchParams].filter(([name]) => !name.startsWith('/')));
  const address = kept.size > 0 ? `?${kept}` : '';
  return { page: null, queue, filter, people, after, address, rules: shown.rules, commandId: locals.api.freshId() };
};

/** The most urgent that nobody else is on; the queue where there is none. */
async function nextFor(api: Api, meId: string): Promise<string> {
  const { rows } = found(await api.query('review.list', {}));
  const isFree = ({ item }: (typeof rows)[number]) =>
    (heldBy(item.claim, Date.now())?.personId ?? meId) === meId && (item.assigned?.personId ?? meId) === meId;
  const next = rows.find(isFree);
  return next ? `/desk/queue/${next.item.id}` : '/desk/queue';
}

interface Acting {
  readonly form: FormData;
  readonly api: Api;
  readonly commandId: string;
  /** The item as the page has shown it. */
  readonly seen: { readonly itemId: string; readonly rev: number };
}

/** What is pressed twice is done once; what was refused is shown on the page as it is now. */
function acting(act: (acting: Acting) => Promise<Result<unknown>>) {
  return async ({ request, locals, params }: RequestEvent) => {
    const form = await formOf(request);
    const seen = { itemId: params.item ?? '', rev: Number(text(form, 'rev')) };
    const result = await act({ form, api: locals.api, seen, commandId: idFor(form) });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/desk/queue/${params.item}`);
  };
}

/** Each button of the page has an id of its own. */
function idFor(form: FormData): string {
  return text(form, 'commandId').slice(0, -1) + (text(form, 'what') || '0');
}

/** One's own words before those that are often given. */
function saidIn(form: FormData): { readonly words: string; readonly rule: string | null } {
  return { words: text(form, 'words') || text(form, 'ready'), rule: text(form, 'rule') || null };
}

const simply = (name: Extract<CommandName, 'review.release' | 'review.undo'>) =>
  acting(({ api, commandId, seen }) => api.command(name, commandId, seen));

export const actions: Actions = {
  many: async (event) => ({ many: await actOnMany(event) }),
  claim: acting(({ form, api, commandId, seen }) => {
    const from = text(form, 'from');
    return api.command('review.claim', commandId, { ...seen, ...(from && { from }) });
  }),
  release: simply('review.release'),
  undo: simply('review.undo'),
  note: acting(({ form, api, commandId, seen }) =>
    api.command('review.note', commandId, { ...seen, words: text(form, 'note') }),
  ),
  give: acting(({ form, api, commandId, seen }) => {
    const [to, words] = [text(form, 'to'), text(form, 'how')];
    return words
      ? api.command('review.hand-over', commandId, { ...seen, to, words })
      : api.command('review.assign', commandId, { ...seen, to });
  }),
  due: acting(({ form, api, commandId, seen }) => {
    const day = text(form, 'due');
    return api.command('review.due', commandId, { ...seen, due: day ? `${day}T23:59:59.000Z` : null });
  }),
  resolve: acting(({ form, api, commandId, seen }) =>
    api.command('review.resolve', commandId, { ...seen, ...saidIn(form), act: text(form, 'act') }),
  ),
  reject: acting(({ form, api, commandId, seen }) => {
    // Of an appeal alone words are told to somebody; where the form is about anything else they are for another button.
    const words = form.has('answers') ? saidIn(form).words : '';
    return api.command('review.reject', commandId, { ...seen, words });
  }),
  /** What waits is published; with what its author is to read of it, if anything. */
  publish: acting(({ form, api, commandId, seen }) => {
    const said = saidIn(form);
    return said.words || said.rule
      ? api.command('review.resolve', commandId, { ...seen, ...said, act: 'none' })
      : api.command('review.reject', commandId, { ...seen, words: '' });
  }),
};
