import { setImmediate } from 'node:timers/promises';
import { MongoError } from './values/errors.ts';

/** So long a command may keep the thread before others have a turn. */
const TURN_MS = 5;

/** Those who rest stand in line: between two looks at the sockets one of them goes on, however many there are. */
let line: Promise<unknown> = Promise.resolve();

/** The turns and the end of one command. */
export class Pace {
  readonly #deadline: number;
  #turnEnds = performance.now() + TURN_MS;
  #rests = 0;

  /** `maxTimeMs` of 0 is no limit. */
  constructor(maxTimeMs = 0) {
    this.#deadline = maxTimeMs > 0 ? performance.now() + maxTimeMs : Infinity;
  }

  /** How often others have had a turn: while it stays the same, nothing has changed but by this command. */
  get rests(): number {
    return this.#rests;
  }

  /** Asked after every row; throws code 50 once the command has had its time. */
  isTurnOver(): boolean {
    const now = performance.now();
    if (now > this.#deadline) throw new MongoError(50, 'MaxTimeMSExpired', 'operation exceeded time limit');
    return now > this.#turnEnds;
  }

  /** Lets everybody else go on. */
  async rest(): Promise<void> {
    const turn = line.then(() => setImmediate());
    line = turn;
    await turn;
    this.#rests += 1;
    this.#turnEnds = performance.now() + TURN_MS;
  }
}
