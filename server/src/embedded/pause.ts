/**
 * Put between the rows of a long read, wherever time was spent without a row to show for it. Whoever pulls the rows looks
 * at the clock after each item, and lets others go on when its few milliseconds are over.
 */
export const PAUSE: unique symbol = Symbol('pause');

/** Rows of a read, with pauses. */
export type Flow<Row> = Iterable<Row | typeof PAUSE>;

/** Work that ends in a result, with pauses. */
export type Work<Result> = Generator<typeof PAUSE, Result>;
