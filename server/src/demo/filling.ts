import type { Context } from '../request/context.ts';
import type { DemoNetwork } from './network.ts';

/** What filling in the name of the demo people needs. */
export interface Filling {
  readonly network: DemoNetwork;
  /** A command's context as if `person` had given it `minutesAgo`; `what` makes its id, so that filling again repeats nothing. */
  as(person: string, minutesAgo: number, what: string): Context;
  /** Tells that one more thing is done. */
  tick(): void;
}
