import { personIdOf, type Reader } from '../../request/context.ts';
import type { Services } from '../../services.ts';
import { commit, type Cause } from '../../streams/commit.ts';
import { changed } from './event-data.ts';
import { fieldsOf, questionFields } from './fields.ts';
import { isOwner } from './owner-tag.ts';
import { findQuestion } from './store.ts';
import { rooms } from './stream.ts';

interface Place {
  readonly roomId: string;
  readonly questionId: string;
}

/** Whether the reader asked it, also without their name. */
export async function isAskerOf({ services, actor }: Reader, { roomId, questionId }: Place): Promise<boolean> {
  const personId = personIdOf(actor);
  const question = personId && (await findQuestion(roomId, questionId));
  return !!question && isOwner(services.secret, roomId, question, personId);
}

/** Sets a question aside that breaks the house rules, or brings it back as it was; rights are asked by whoever calls. */
export async function turnQuestion(
  { streams, clock }: Services,
  cause: Cause,
  { roomId, questionId }: Place,
  turn: 'aside' | 'back',
): Promise<void> {
  await commit(streams, rooms, roomId, cause, async (room) => {
    const question = await findQuestion(roomId, questionId);
    if (!room || !question || question.status === 'withdrawn') return null;
    if ((question.status === 'dismissed') === (turn === 'aside')) return null;
    const before = questionFields(question);
    if (turn === 'back') {
      const status = question.note === '' ? 'open' : 'answered';
      return changed({ questions: [{ ...before, status, settledAt: status === 'open' ? null : question.settledAt }] });
    }
    const left = room.nowId === questionId ? { room: { ...fieldsOf(room), nowId: null } } : {};
    return changed({ ...left, questions: [{ ...before, status: 'dismissed', settledAt: clock.now(), reason: null }] });
  });
}
