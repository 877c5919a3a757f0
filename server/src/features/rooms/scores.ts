import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Resource, Services } from '../../services.ts';
import { commit, type Streams } from '../../streams/commit.ts';
import { fieldsOf } from './access.ts';
import { findQuestion, type RoomRecord } from './store.ts';
import { rooms, type RoomData, type ScoreFields } from './stream.ts';
import { countVotes, readFresh, readUnannounced, settleVotes } from './votes.ts';

/** At most four announcements a second and room: votes come by hundreds, and nobody reads faster. */
const EVERY_MS = 250;
/** Votes that wait longer than this were left by a process that died. */
const FORGOTTEN_MS = 2_000;
const AT_ONCE = 500;
/** So many questions are counted side by side; others want the store too. */
const COUNTS = 8;

export const announcer: Resource<Announcer> = {
  open: ({ streams, log }) => new Announcer(streams, log),
  drained: (opened) => opened.settled(),
  close: (opened) => opened.settled(),
};

/** Counts again what a crash left unannounced. */
export const recountScores = (services: Services) => services.use(announcer).recount();

/**
 * Announces scores as absolute numbers, those of one room together. A vote is committed before; if an announcement is
 * lost, the sweep counts again.
 */
export class Announcer {
  readonly #streams: Streams;
  readonly #log: Logger;
  /** Questions to count, by room. */
  readonly #touched = new Map<string, Set<string>>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #running = new Map<string, Promise<void>>();

  constructor(streams: Streams, log: Logger) {
    this.#streams = streams;
    this.#log = log;
  }

  /** A vote on this question was given or taken back. */
  touch(roomId: string, questionId: string): void {
    const questions = this.#touched.get(roomId) ?? new Set();
    this.#touched.set(roomId, questions.add(questionId));
    this.#plan(roomId);
  }

  /** Counts again what was left unannounced. */
  async recount(): Promise<void> {
    const before = new Date(this.#streams.clock.now().getTime() - FORGOTTEN_MS);
    for (const { roomId, questionId } of await readUnannounced(before, AT_ONCE)) this.touch(roomId, questionId);
  }

  /** Resolves when every touched score is announced. */
  async settled(): Promise<void> {
    while (this.#touched.size > 0 || this.#running.size > 0) {
      for (const roomId of [...this.#timers.keys()]) this.#start(roomId);
      await Promise.all(this.#running.values());
    }
  }

  /** One announcement of a room at a time: on a slow store they become rarer instead of queueing. */
  #plan(roomId: string): void {
    if (!this.#touched.has(roomId) || this.#timers.has(roomId) || this.#running.has(roomId)) return;
    this.#timers.set(
      roomId,
      setTimeout(() => this.#start(roomId), EVERY_MS),
    );
  }

  #start(roomId: string): void {
    clearTimeout(this.#timers.get(roomId));
    this.#timers.delete(roomId);
    const questions = [...(this.#touched.get(roomId) ?? [])];
    this.#touched.delete(roomId);
    const work = this.#announce(roomId, questions)
      .catch((error: unknown) => {
        this.#log.error({ error, roomId }, 'scores were not announced; the sweep counts them again');
      })
      .finally(() => {
        this.#running.delete(roomId);
        this.#plan(roomId);
      });
    this.#running.set(roomId, work);
  }

  async #announce(roomId: string, questionIds: readonly string[]): Promise<void> {
    // Read before counting: a vote that comes in between is counted, and stays fresh for the next announcement.
    const fresh = await readFresh(roomId, questionIds);
    const cause = { commandId: randomUUID(), issuer: 'system' };
    const isFresh = new Set(fresh.map((vote) => vote.questionId));
    await commit(this.#streams, rooms, roomId, cause, (room) => (room ? scoresOf(room, questionIds, isFresh) : null));
    await settleVotes(fresh);
  }
}

/**
 * The scores as they are now; null when nothing changed. A question with fresh votes is announced even where its score
 * is the old one: another process may be about to announce what it counted before them, and of two announcements with
 * one number only the first is stored, so that the other counts again.
 */
async function scoresOf(
  room: RoomRecord,
  questionIds: readonly string[],
  isFresh: ReadonlySet<string>,
): Promise<RoomData | null> {
  const scoreOf = async (questionId: string): Promise<ScoreFields[]> => {
    const [question, votes] = await Promise.all([findQuestion(room._id, questionId), countVotes(room._id, questionId)]);
    if (!question || (question.votes === votes && !isFresh.has(questionId))) return [];
    return [{ questionId, votes, status: question.status }];
  };
  const scores: ScoreFields[] = [];
  for (let from = 0; from < questionIds.length; from += COUNTS)
    scores.push(...(await Promise.all(questionIds.slice(from, from + COUNTS).map(scoreOf))).flat());
  return scores.length === 0 ? null : { room: fieldsOf(room), shows: false, questions: [], scores };
}
