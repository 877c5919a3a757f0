import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { commit, type Streams } from '../../streams/commit.ts';
import { fieldsOf } from './access.ts';
import { findQuestion, type RoomRecord } from './store.ts';
import { rooms, type RoomFact } from './stream.ts';
import { countVotes, readFresh, readUnannounced, settleVotes } from './votes.ts';

/** At most four announcements a second and room: votes come by hundreds, and nobody reads faster. */
const EVERY_MS = 250;
/** Votes that wait longer than this were left by a process that died. */
const FORGOTTEN_MS = 2_000;
const AT_ONCE = 500;

/**
 * Announces scores as absolute numbers, those of one room together. A vote is committed before; if an announcement is
 * lost, the sweep counts again.
 */
export class Announcer {
  readonly #streams: Streams;
  readonly #log: Logger;
  readonly #touched = new Map<string, Set<string>>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();

  constructor(streams: Streams, log: Logger) {
    this.#streams = streams;
    this.#log = log;
  }

  /** A vote on this question was given or taken back. */
  touch(roomId: string, questionId: string): void {
    const questions = this.#touched.get(roomId) ?? new Set();
    this.#touched.set(roomId, questions.add(questionId));
    if (!this.#timers.has(roomId))
      this.#timers.set(
        roomId,
        setTimeout(() => this.#start(roomId), EVERY_MS),
      );
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
      await Promise.allSettled(this.#running);
    }
  }

  async close(): Promise<void> {
    await this.settled();
  }

  #start(roomId: string): void {
    clearTimeout(this.#timers.get(roomId));
    this.#timers.delete(roomId);
    const questions = [...(this.#touched.get(roomId) ?? [])];
    this.#touched.delete(roomId);
    const work = this.#announce(roomId, questions).catch((error: unknown) => {
      this.#log.error({ error, roomId }, 'scores were not announced; the sweep counts them again');
    });
    this.#running.add(work);
    void work.finally(() => this.#running.delete(work));
  }

  async #announce(roomId: string, questionIds: readonly string[]): Promise<void> {
    // Read before counting: a vote that comes in between is counted, and stays fresh for the next announcement.
    const fresh = await readFresh(roomId, questionIds);
    const cause = { commandId: randomUUID(), giver: 'system' };
    await commit(this.#streams, rooms, roomId, cause, (room) => (room ? scoresOf(room, questionIds) : null));
    await settleVotes(fresh);
  }
}

/** The scores as they are now; null when nothing changed. */
async function scoresOf(room: RoomRecord, questionIds: readonly string[]): Promise<RoomFact | null> {
  const scores: { questionId: string; votes: number }[] = [];
  for (const questionId of questionIds) {
    const [question, votes] = await Promise.all([findQuestion(room._id, questionId), countVotes(room._id, questionId)]);
    if (question && question.votes !== votes) scores.push({ questionId, votes });
  }
  return scores.length === 0 ? null : { room: fieldsOf(room), shows: false, questions: [], scores };
}
