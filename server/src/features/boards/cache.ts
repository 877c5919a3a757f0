import { KeptRead } from '../../platform/kept-read.ts';
import type { Resource, Services } from '../../services.ts';
import { lasting } from './openings.ts';
import { readBoards, type BoardRecord } from './store.ts';

/** How long a change of a board's readers may go unnoticed by a process that was not told. Below promise L8's second. */
const KEPT_MS = 500;
/** Timers may be early by as much; what is looked at then must be over. */
const EARLY_MS = 20;

type Boards = ReadonlyMap<string, BoardRecord>;
type Needed = Pick<Services, 'streams' | 'clock'>;

/**
 * Who may read a board is asked with every command, read and delivery, and boards are few and change rarely: all of
 * them are read at once and kept for half a second, or until somebody's rights change.
 */
class BoardCache extends KeptRead<Boards> {
  readonly #services: Needed;
  /** By whose opening of what ends when. */
  readonly #ends = new Map<string, NodeJS.Timeout>();

  constructor(services: Needed) {
    super(async () => {
      const boards = new Map((await readBoards()).map((board) => [board._id, board]));
      this.#awaitEnds(boards);
      return boards;
    }, KEPT_MS);
    this.#services = services;
  }

  /** Also a board that was not there a moment ago. */
  async find(id: string): Promise<BoardRecord | null> {
    const askedAt = performance.now();
    return (await this.current()).get(id) ?? (await this.current(askedAt)).get(id) ?? null;
  }

  close(): void {
    for (const timer of this.#ends.values()) clearTimeout(timer);
    this.#ends.clear();
  }

  /** The job that tells of an end may be late; what a page of this process still follows ends with the hour (promise L8). */
  #awaitEnds(boards: Boards): void {
    const { clock, streams } = this.#services;
    const now = clock.now();
    for (const board of boards.values())
      for (const { personId, until } of lasting(board, now)) {
        const key = `${board._id}/${personId}/${until.toISOString()}`;
        if (this.#ends.has(key)) continue;
        const end = () => {
          this.#ends.delete(key);
          streams.pubSub.publish({ kind: 'access', personId });
        };
        this.#ends.set(key, setTimeout(end, until.getTime() - now.getTime() + EARLY_MS).unref());
      }
  }
}

export const boardCache: Resource<BoardCache> = {
  open(services) {
    const cache = new BoardCache(services);
    services.streams.pubSub.subscribe((message) => message.kind === 'access' && cache.forget());
    return cache;
  },
  close: async (cache) => cache.close(),
};
