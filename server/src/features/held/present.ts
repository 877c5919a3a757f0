import { heldId, type HeldPost, type HeldState } from '@hearth/shared/held/entity';
import { ruleId } from '@hearth/shared/house-rules/entity';
import { threadId } from '@hearth/shared/threads/entity';
import { boardId } from '@hearth/shared/boards/entity';
import type { Reader } from '../../request/context.ts';
import { presentBoard, readableBoards } from '../boards/access.ts';
import { ruleNames } from '../house-rules/access.ts';
import { readTitles } from '../threads/access.ts';
import { writtenIn } from './input.ts';
import type { HeldRecord } from './store.ts';

export function stateOf({ state }: Pick<HeldRecord, 'state'>): HeldState {
  return state === 'publishing' ? 'waiting' : state;
}

/** As their author sees them, who may have lost sight of a board since. */
export async function presentHeld(reader: Reader, records: readonly HeldRecord[]): Promise<HeldPost[]> {
  const ids = records.flatMap(({ threadId: id }) => id ?? []);
  const [titles, boards, nameOf] = await Promise.all([readTitles(ids), readableBoards(reader), ruleNames()]);
  return records.map((record) => {
    const thread = record.threadId === null ? null : titles.get(record.threadId);
    const board = boards.find(({ _id }) => _id === (thread?.boardId ?? record.boardId));
    const { id, name } = board ? presentBoard(board) : { id: null, name: null };
    const { title, text, language, pictures, files, poll } = writtenIn(record);
    const { decision, place, command } = record;
    return {
      id: heldId.parse(record._id),
      board: id && name && { id, name },
      title: thread ? (board ? thread.title : '') : title,
      language: thread ? (board ? thread.language : null) : language,
      ...{ text, pictures, files, poll },
      writtenAt: {
        boardId: command === 'thread.start' ? boardId.parse(record.boardId) : null,
        threadId: record.threadId === null ? null : threadId.parse(record.threadId),
      },
      state: stateOf(record),
      at: record.at.toISOString(),
      published:
        record.state === 'published' && place ? { threadId: threadId.parse(place.threadId), no: place.no } : null,
      decided: decision && {
        at: decision.at.toISOString(),
        words: decision.words,
        rule: decision.rule === null ? null : nameOf(ruleId.parse(decision.rule)),
        refusal: decision.refusal,
      },
    };
  });
}
