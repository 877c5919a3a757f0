/** The time of this process. Handed in, so that tests can set it; it never decides an order. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
