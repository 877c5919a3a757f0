import { setImmediate } from 'node:timers/promises';
import { MongoError } from './values/errors.ts';

/** So long a read may keep the thread before others have a turn. */
const TURN_MS = 8;

/** The turns and the end of one command. */
export class Pace {
  readonly #deadline: number;
  #turnEnds = performance.now() + TURN_MS;

  /** `maxTimeMs` of 0 is no limit. */
  constructor(maxTimeMs = 0) {
    this.#deadline = maxTimeMs > 0 ? performance.now() + maxTimeMs : Infinity;
  }

  /** Asked after every row; throws code 50 once the command has had its time. */
  isTurnOver(): boolean {
    const now = performance.now();
    if (now > this.#deadline) throw new MongoError(50, 'MaxTimeMSExpired', 'operation exceeded time limit');
    return now > this.#turnEnds;
  }

  /** Lets everybody else go on. */
  async rest(): Promise<void> {
    await setImmediate();
    this.#turnEnds = performance.now() + TURN_MS;
  }
}
