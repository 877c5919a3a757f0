import { roomId } from '@hearth/shared/rooms/entity';
import type { DeskRow } from '@hearth/shared/desk/entity';
import { cut } from '@hearth/shared/kernel/graphemes';
import { mayRead } from '@hearth/shared/kernel/access';
import type { QueryContext } from '../../request/context.ts';
import { findRoom, findShownQuestion } from '../rooms/access.ts';
import type { EntryRecord } from './store.ts';

/** As long as the excerpt of a post. */
const EXCERPT = 180;

export type RoomPart = Pick<DeskRow, 'room' | 'by' | 'excerpt' | 'isDeleted'>;

/** What a row says of a room or one of its questions; null where there is no such room for its reader. */
export async function roomOf(
  { actor }: QueryContext,
  { roomId: id, questionId, kind }: EntryRecord,
): Promise<RoomPart | null> {
  const room = await findRoom(id ?? '');
  if (!room || !mayRead(actor, room.readers)) return null;
  const { title, language } = room;
  const about = { room: { id: roomId.parse(room._id), title, language } };
  if (questionId === null) return { ...about, by: null, excerpt: '', isDeleted: false };
  const question = await findShownQuestion(actor, room, questionId);
  if (!question) return { ...about, by: null, excerpt: '', isDeleted: true };
  const { text, by } = question;
  const excerpt = cut(text, EXCERPT);
  return { ...about, by: kind === 'asked' ? by : null, excerpt, isDeleted: false };
}
