import { isStaff } from '@hearth/shared/kernel/access';
import { commonError } from '@hearth/shared/kernel/errors';
import type { ReportSubject, ReviewSubject } from '@hearth/shared/review/entity';
import { mayEnd, maySanction } from '@hearth/shared/sanctions/policy';
import { personIdOf, type Reader } from '../../request/context.ts';
import { findPerson } from '../accounts/access.ts';
import { mayOnBoard } from '../boards/access.ts';
import { boardOf as boardOfHeld, findHeld } from '../held/access.ts';
import { findQuestion, isAskerOf } from '../rooms/access.ts';
import { findWherever, isAuthorOf, stoodOn } from '../threads/access.ts';
import type { ReviewRecord } from './store.ts';
import { whoseOf } from './whose.ts';

type Item = Pick<ReviewRecord, 'subject' | 'whose' | 'boardId' | 'against'>;

/**
 * Whoever moderates the board where it is about is now, and staff where it is on none; but never whoever it is about: they
 * would learn who reported them.
 */
export async function mayReview(reader: Reader, item: Item): Promise<boolean> {
  return (await moderates(reader, item)) && !(item.subject && (await isAbout(reader, item.subject, item.whose)));
}

async function moderates(reader: Reader, item: Item): Promise<boolean> {
  if (reader.actor.kind !== 'person') return false;
  if (!(await mayDecideAgain(reader, item))) return false;
  const boardId = await boardOf(item);
  return boardId === null ? isStaff(reader.actor) : mayOnBoard(reader, boardId, 'moderate');
}

/** An appeal is for whoever could have decided so, and did not. */
async function mayDecideAgain({ actor }: Reader, { against, subject }: Item): Promise<boolean> {
  if (!against) return true;
  if (personIdOf(actor) === against.by?.personId || !mayEnd(actor, against)) return false;
  const person = subject?.kind === 'page' && subject.personId ? await findPerson(subject.personId) : null;
  return !person || maySanction(actor, { id: person._id, role: person.role });
}

/**
 * Whether it may be given to somebody. Where they wrote it without their name it may, and they do not see it all the same:
 * a refusal would tell who wrote it (promise L12).
 */
export async function mayBeGiven(reader: Reader, item: Item): Promise<boolean> {
  return (await moderates(reader, item)) && personIdOf(reader.actor) !== (await namedIn(item.subject));
}

/** Whom it is about, where that is said. */
export async function namedIn(subject: Item['subject']): Promise<string | null> {
  switch (subject?.kind) {
    case 'post':
      return (await findWherever(subject.threadId, subject.no))?.post?.by?.personId ?? null;
    case 'question':
      return (await findQuestion(subject.roomId, subject.questionId))?.by?.personId ?? null;
    case 'person':
      return subject.personId;
    case 'held':
      return (await findHeld(subject.heldId))?.personId ?? null;
    case 'page':
      return subject.personId ?? null;
    case undefined:
      return null;
  }
}

/** The item, or the refusal that says it does not exist. */
export async function requireReview(reader: Reader, item: ReviewRecord | null): Promise<ReviewRecord> {
  if (reader.actor.kind !== 'person') throw commonError('sign-in-first');
  if (!item || !(await mayReview(reader, item))) throw commonError('no-such-thing');
  return item;
}

/** The board that a post stands on now, wherever it was carried; or stood on, where its thread stands nowhere. */
async function boardOf({ subject, boardId }: Item): Promise<string | null> {
  if (subject?.kind === 'held') {
    const held = await findHeld(subject.heldId);
    return held ? boardOfHeld(held) : boardId;
  }
  if (subject?.kind !== 'post') return boardId;
  const found = await findWherever(subject.threadId, subject.no);
  return found ? stoodOn(found.thread) : boardId;
}

/** Whether somebody wrote it, asked it or is it; also where they did so without their name. */
export async function isAbout(
  reader: Reader,
  subject: ReportSubject | ReviewSubject,
  whose?: string,
): Promise<boolean> {
  switch (subject.kind) {
    case 'post': {
      const found = await findWherever(subject.threadId, subject.no);
      return !!found?.post && isAuthorOf(reader, found.post);
    }
    case 'question':
      return isAskerOf(reader, subject);
    case 'person':
      return personIdOf(reader.actor) === subject.personId;
    case 'held':
      return isHeldOf(reader, subject.heldId, whose);
    case 'page':
      return subject.personId !== undefined && personIdOf(reader.actor) === subject.personId;
    case 'gone':
      return false;
  }
}

/** Also once it is forgotten. What began to wait before that was written down may then be about anybody but staff, whose posts never wait. */
async function isHeldOf({ services, actor }: Reader, heldId: string, whose: Item['whose']): Promise<boolean> {
  const personId = personIdOf(actor);
  if (whose !== undefined) return personId !== null && whose === whoseOf(services, heldId, personId);
  const held = await findHeld(heldId);
  return held ? personId === held.personId : !isStaff(actor);
}
