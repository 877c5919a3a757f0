import type { z } from 'zod';

/**
 * What everyone in an audience learns of an event. A change carries new values with their `rev` (the number of the event
 * that made them), never a difference, and only what everyone in that audience may read (promises L2 and L4).
 */
export interface Change {
  readonly type: string;
}

/**
 * What belongs together and must be in order, one for each id: a thread, a room, a board. Both sides know this one value;
 * how the server stores and presents it is its `StreamDefinition`.
 */
export interface StreamContract<Id = unknown, C extends Change = Change, Audience extends string = string> {
  readonly prefix: string;
  readonly id: z.ZodType<Id>;
  readonly change: z.ZodType<C>;
  /** Groups that see different things of one stream. Everybody in an audience gets the same bytes. */
  readonly audiences: readonly Audience[];
}

export type ChangeOf<S extends StreamContract> = z.output<S['change']>;
export type AudienceOf<S extends StreamContract> = S['audiences'][number];

export function stream<Id, C extends Change, const Audience extends string>(
  prefix: string,
  contract: Omit<StreamContract<Id, C, Audience>, 'prefix'>,
): StreamContract<Id, C, Audience> {
  return { prefix, ...contract };
}

/** `thread:0123456789abcdef` */
export function nameOf({ prefix }: Pick<StreamContract, 'prefix'>, id: string): string {
  return `${prefix}:${id}`;
}
