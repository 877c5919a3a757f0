import type { BoardKind } from '@hearth/shared/boards/entity';
import * as m from '../paraglide/messages.js';

/** What one does on a board of this kind who begins a thread. */
export function startOf(kind: BoardKind): string {
  return {
    discussion: m.start_thread(),
    question: m.ask_question(),
    announcement: m.announce(),
    ideas: m.idea_share(),
  }[kind];
}
