import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { follow } from '#lib/follows/actions.ts';
import { vote } from '#lib/ideas/actions.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import { fold } from '#lib/pins/actions.ts';
import { threadPath } from '#lib/threads/thread-path.ts';
import { offeredTags, withTags } from '#lib/tags/with-tags.ts';
import { markAll, undo } from '#lib/unread/actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  const at = url.searchParams.get('before');
  const id = url.searchParams.get('thread');
  const votes = Number(url.searchParams.get('votes') ?? Number.NaN);
  const before = at && id ? { before: { at, id: id, ...(Number.isSafeInteger(votes) && { votes }) } } : {};
  const unsolved = url.searchParams.has('unsolved');
  const tag = url.searchParams.get('tag') || null;
  const which = { ...(unsolved && { unsolved }), ...(tag && { tag }) };
  const input = { boardId: params.board, ...before, ...which };
  const isTold = url.searchParams.has('by') || unsolved || tag !== null;
  const isVoted = Number.isSafeInteger(votes) && !isTold;
  const { me } = await parent();
  const asked = await locals.api.query('board.get', { ...input, ...(isVoted && { by: 'votes' }) });
  // For an admin who may not read it there is a way in, if there is a board.
  if (!asked.ok && asked.error.reason === 'no-such-thing' && me?.role === 'admin')
    redirect(303, `${url.pathname}/open`);
  const latest = found(asked);
  const byVotes = latest.board.kind === 'ideas' && !isTold;
  const page = byVotes && !isVoted ? found(await locals.api.query('board.get', { ...input, by: 'votes' })) : latest;
  const all = await offeredTags(locals.api, locals.locale, tag ? [tag] : []);
  const threadIds = page.rows.map((row) => row.id);
  const isAsked = me !== null && page.board.kind === 'ideas';
  const voted = isAsked ? found(await locals.api.query('idea.voted', { threadIds })).voted : [];
  const isPinned = me !== null && page.rows.some(({ pinnedUntil }) => pinnedUntil !== null);
  const folded = isPinned ? found(await locals.api.query('pin.folded', {})) : {};
  const [boards, unread] = await Promise.all([
    locals.api.query('board.list', {}),
    locals.api.query('unread.count', {}),
  ]);
  const heard = me ? (found(await locals.api.query('follow.boards', {}))[page.board.id] ?? 'normal') : null;
  const of = url.searchParams.get('undo');
  const gone = placeIn(url.searchParams.get('deleted'));
  const loaded = {
    page,
    tag,
    byVotes,
    voted,
    folded,
    below: found(boards).filter(({ parent: above }) => above === page.board.id),
    counts: found(unread),
    offered: all.map(({ id, name }) => ({ id, name: name[locals.locale] })),
    isFirst: !at,
    unsolved,
    commandId: me ? locals.api.freshId() : '',
    closeId: me?.role === 'admin' ? locals.api.freshId() : '',
    heard: heard && { level: heard, reason: null },
    undone: me && of ? { of, commandId: locals.api.freshId() } : null,
    deleted: me && gone ? { ...gone, commandId: locals.api.freshId() } : null,
  };
  return withPhotos(locals.api, await withTags(locals, loaded));
};

/** The thread and the number of what was deleted there, as the address says it. */
function placeIn(deleted: string | null) {
  const [threadId = '', no = ''] = deleted?.split('/') ?? [];
  return threadId && Number(no) > 0 ? { threadId, no: Number(no) } : null;
}

export const actions: Actions = {
  restore: async ({ request, locals }) => {
    const form = await formOf(request);
    const input = { threadId: text(form, 'threadId'), no: Number(text(form, 'no')) };
    const result = await locals.api.command('post.restore', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, threadPath(result.value.thread));
  },
  all: (event) => markAll(event, event.params.board),
  undo,
  follow,
  idea: vote,
  pin: fold,
  close: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const closed = await locals.api.command('board.close-glass', text(form, 'commandId'), { boardId: params.board });
    if (!closed.ok) return refusal(closed.error, form);
    redirect(303, '/boards');
  },
};
