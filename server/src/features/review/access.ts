import type { Byline } from '@hearth/shared/accounts/entity';
import type { ReviewKind, ReviewState, ReviewSubject } from '@hearth/shared/review/entity';
import { reviewLimits } from '@hearth/shared/review/limits';
import type { QuestionId, RoomId } from '@hearth/shared/rooms/entity';
import type { Reader } from '../../request/context.ts';
import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { withoutThoseAbout } from './about-many.ts';
import { moveItem } from './following.ts';
import { fieldsOf, findPlaceOfPost, guardKeyOf, itemIdOf, newItem, opened } from './reporting.ts';
import { readOpen, readReports, type AgainstRecord, type ReviewRecord } from './store.ts';
import { reviews, type ReviewData } from './stream.ts';

export { presentItem } from './present.ts';
export { mayReview, namedIn } from './rights.ts';
export { inShort, shownTo } from './shown.ts';
export { findItem, type ReviewRecord } from './store.ts';
export { whoseOf } from './whose.ts';

interface Named {
  /** The same key is the same item, however often it is opened. */
  readonly key: string;
  readonly kind: Exclude<ReviewKind, 'report'>;
}

interface Opening extends Named {
  /** A page of ours where there is more to see than a post, a question or a person: it is decided there. */
  readonly subject: Exclude<ReviewSubject, { kind: 'gone' }>;
  /** Whose moderators decide; null: staff. */
  readonly boardId: string | null;
  /** Of an appeal: whoever decided has no say. */
  readonly against?: AgainstRecord;
  /** Of a post that waits: {@link whoseOf}. */
  readonly whose?: string;
  /** What is new, where there may be something new: what was decided is open again, once for each. */
  readonly occasion?: string;
}

/** What other features may use of this one: puts something up for review. Repeatable; gives the item's id. */
export async function openItem(services: Services, { key, kind, occasion, ...what }: Opening): Promise<string> {
  const id = itemIdOf(services, `${kind} ${key}`);
  const at = services.clock.now();
  const cause = { commandId: occasion ? `open/${id}/${occasion}` : `open/${id}`, issuer: 'system' };
  await commit(services.streams, reviews, id, cause, (found, seq): ReviewData | null => {
    if (!found) return { item: opened(newItem({ kind, ...what }, at, seq), 'opened', at, seq) };
    if (!occasion || found.state === 'open') return null;
    return { item: opened({ ...fieldsOf(found), ...what }, 'reopened', at, seq) };
  });
  return id;
}

/** A post has words that moderators want to look at, since it was written or changed by the command `occasion`. Repeatable. */
export async function flagPost(services: Services, inThread: string, no: number, occasion: string): Promise<void> {
  const place = await findPlaceOfPost({ threadId: inThread, no });
  if (!place) return;
  const { first, now, boardId } = place;
  await openItem(services, { key: guardKeyOf(first), kind: 'guard', subject: now, boardId, occasion });
}

/** The same of a question that was asked in an office hour, which nobody changes. Repeatable. */
export async function flagQuestion(services: Services, roomId: RoomId, questionId: QuestionId): Promise<void> {
  const subject = { kind: 'question', roomId, questionId } as const;
  await openItem(services, { key: `question ${roomId}/${questionId}`, kind: 'guard', subject, boardId: null });
}

/** It is to stand on another board now. Repeatable. */
export async function placeItem(
  services: Services,
  { key, kind, boardId }: Named & Pick<Opening, 'boardId'>,
): Promise<void> {
  await moveItem(services, itemIdOf(services, `${kind} ${key}`), `place/${boardId}`, { boardId });
}

/** Whoever it was about has taken it back before anybody decided. Repeatable. */
export async function closeItem(services: Services, { key, kind }: Named): Promise<void> {
  const id = itemIdOf(services, `${kind} ${key}`);
  const cause = { commandId: `close/${id}`, issuer: 'system' };
  await commit(services.streams, reviews, id, cause, (found, seq): ReviewData | null => {
    if (found?.state !== 'open') return null;
    const step = { kind: 'withdrawn', by: null, at: services.clock.now() } as const;
    const closed = { state: 'rejected', outcome: null, claim: null, due: null, turn: seq } as const;
    return { item: { ...fieldsOf(found), ...closed, steps: [...found.steps, step] } };
  });
}

interface Decision extends Named {
  readonly state: Exclude<ReviewState, 'open'>;
  readonly by: Byline | null;
  readonly at: Date;
}

/** It was decided where it stands, whoever has taken it on here. Repeatable. */
export async function decideItem(services: Services, { key, kind, state, by, at }: Decision): Promise<void> {
  const id = itemIdOf(services, `${kind} ${key}`);
  const cause = { commandId: `decide/${id}`, issuer: 'system' };
  await commit(services.streams, reviews, id, cause, (found, seq): ReviewData | null => {
    if (found?.state !== 'open') return null;
    const outcome = { act: 'none', rule: null, words: '', by, at } as const;
    const steps = [...found.steps, { kind: state, by, at }].slice(-reviewLimits.history);
    return { item: { ...fieldsOf(found), state, outcome, claim: null, due: null, steps, turn: seq } };
  });
}

/** Who had reported it when it was decided, for telling them that it was; nobody else may learn who they are. */
export async function reportersOf(itemId: string, decidedAt: Date): Promise<string[]> {
  const reports = await readReports(itemId);
  return reports.flatMap(({ by, at }) => (by && at <= decidedAt ? [by.personId] : []));
}

export type OpenTimes = Pick<ReviewRecord, 'openedAt' | 'due'>;

/** When what is open on these boards came in, and until when it is to be decided, without what is about the reader. */
export async function readOpenTimes(reader: Reader, boards: readonly (string | null)[]): Promise<OpenTimes[]> {
  const ids = boards.filter((id) => id !== null);
  const found = await readOpen({ boards: boards.includes(null) ? null : ids }, reviewLimits.lookedAt);
  return withoutThoseAbout(
    reader,
    found.filter(({ boardId }) => boards.includes(boardId)),
  );
}
