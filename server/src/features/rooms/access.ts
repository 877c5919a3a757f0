import { commonError } from '@hearth/shared/kernel/errors';
import type { Actor } from '@hearth/shared/kernel/access';
import { requirePerson, type Context } from '../../request/context.ts';
import { mayHost } from '@hearth/shared/rooms/policy';
import { isSeenBy } from './present.ts';
import { findQuestion, type QuestionRecord, type RoomRecord } from './store.ts';
import { audienceIn } from './stream.ts';

export { fieldsOf, questionFields } from './fields.ts';
export { isAskerOf, turnQuestion } from './taking-away.ts';

export { findQuestion, findRoom, type QuestionRecord, type RoomRecord } from './store.ts';
export { audienceIn } from './stream.ts';

/** A question as somebody may see it; null where its asker took it back, or its hosts have set it aside for themselves. */
export async function findShownQuestion(actor: Actor, room: RoomRecord, id: string): Promise<QuestionRecord | null> {
  const [audience, question] = [audienceIn(actor, room), await findQuestion(room._id, id)];
  return audience && question && isSeenBy(audience, question.status) ? question : null;
}

/** The room, or the refusal that says it does not exist: for whoever may not see it, it does not. */
export function requireRoom(actor: Actor, room: RoomRecord | null): RoomRecord {
  if (!room || audienceIn(actor, room) === null) throw commonError('no-such-thing');
  return room;
}

export function requireHost(actor: Actor, found: RoomRecord | null): RoomRecord {
  const room = requireRoom(actor, found);
  if (!mayHost(actor, room)) throw commonError('not-allowed');
  return room;
}

/** For an admin who leads a room without being its host: hosts answer for what is their own. */
export async function noteForHosts(context: Context, room: RoomRecord, about?: string): Promise<void> {
  const { actor } = requirePerson(context);
  if (room.hosts.some(({ personId }) => personId === actor.id)) return;
  await context.audit({ on: { kind: 'room', id: room._id }, about });
}
