import { purposeOf } from '@hearth/shared/drafts/address';
import type { Loaded } from '../live/views.ts';
import * as m from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';

export type DraftRow = Loaded<'draft.list'>[number];

/** What a draft is meant to become, and where one goes on with it; null where one may not read that any more. */
export function whereOf({ draft, board, thread }: DraftRow): { readonly said: string; readonly path: string | null } {
  const purpose = purposeOf(draft.place);
  if (!board) return { said: m.draft_nowhere(), path: null };
  const name = board.name[getLocale()];
  if (purpose.kind === 'start') {
    const said = board.kind === 'question' ? m.draft_ask_on({ board: name }) : m.draft_start_on({ board: name });
    return { said, path: `/b/${board.id}/new` };
  }
  const title = thread?.title ?? '';
  if (purpose.kind === 'reply')
    return { said: m.draft_reply_in({ title }), path: `/t/${purpose.threadId}?draft#write` };
  const { threadId, no } = purpose;
  return { said: m.draft_edit_in({ title }), path: `/t/${threadId}?post=${no}&edit#post-${no}` };
}
