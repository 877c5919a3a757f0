import type { BoardId } from '../boards/entity.ts';
import type { ThreadId } from '../threads/entity.ts';

/** What words are written for, taken apart. */
export type Purpose =
  | { readonly kind: 'reply'; readonly threadId: ThreadId }
  | { readonly kind: 'start'; readonly boardId: BoardId }
  /** `rev` says which wording they change, so that they never undo a newer one. */
  | { readonly kind: 'edit'; readonly threadId: ThreadId; readonly no: number; readonly rev: number };

/** The same on the device and on the server. Questions in rooms have none: who asks without a name leaves no words beside it. */
export const PLACE =
  /^(?:reply:[0-9a-f]{16}|start:[a-z0-9]+(?:-[a-z0-9]+)*|edit:[0-9a-f]{16}:[1-9]\d{0,8}:[1-9]\d{0,8})$/;

export function placeOf(purpose: Purpose): string {
  switch (purpose.kind) {
    case 'reply':
      return `reply:${purpose.threadId}`;
    case 'start':
      return `start:${purpose.boardId}`;
    case 'edit':
      return `edit:${purpose.threadId}:${purpose.no}:${purpose.rev}`;
  }
}

/** Of a place that {@link PLACE} matches. */
export function purposeOf(place: string): Purpose {
  const [kind, id, no, rev] = place.split(':');
  // What the pattern guarantees.
  const [threadId, boardId] = [id as ThreadId, id as BoardId];
  if (kind === 'reply') return { kind, threadId };
  return kind === 'start' ? { kind, boardId } : { kind: 'edit', threadId, no: Number(no), rev: Number(rev) };
}
