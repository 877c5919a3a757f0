import type { z } from 'zod';
import { writes, type Budget } from './budgets.ts';

/** Something a person can ask the server to do. The schemas are the contract; both sides know this one value. */
export interface Command<
  Name extends string = string,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  readonly name: Name;
  readonly input: Input;
  readonly output: Output;
  /** By what each call is counted, in this order. */
  readonly counts: readonly Budget[];
  /** What its service counts besides, once it comes to that. */
  readonly mayCount: readonly Budget[];
  /** `http`: it sets a cookie, which a live connection cannot. */
  readonly transport: 'any' | 'http';
  /** Whether it is only for those who have read a mail to their address. */
  readonly needsProof: boolean;
  /** Whether somebody may give it whom a moderator has silenced: what nobody else reads, and what is their right. */
  readonly whileSilenced: boolean;
  /** After it the device keeps nothing of whoever gave it. */
  readonly clearsDevice: boolean;
  /**
   * Fields of its input with words that others will read. What they may tell of a child is asked about before it runs,
   * unless the input says `asItIs`.
   */
  readonly publishes: readonly string[];
  /**
   * Whether it is, always or for some who give it, for whoever looks after others' things: then its service notes it in the
   * audit log before it acts.
   */
  readonly privileged: boolean;
  /** One sentence for the API's document. */
  readonly about: string;
}

export type InputOf<C extends { input: z.ZodType }> = z.output<C['input']>;
export type OutputOf<C extends { output: z.ZodType }> = z.output<C['output']>;
/** What may be sent: before the schema has trimmed it and filled in what was left out. */
export type SentTo<C extends { input: z.ZodType }> = z.input<C['input']>;

interface Contract<Input extends z.ZodType, Output> {
  readonly about: string;
  readonly input: Input;
  readonly output: Output;
  readonly counts?: readonly Budget[];
  readonly mayCount?: readonly Budget[];
  readonly transport?: 'any' | 'http';
  readonly needsProof?: boolean;
  readonly whileSilenced?: boolean;
  readonly clearsDevice?: boolean;
  readonly privileged?: boolean;
  readonly publishes?: readonly (keyof z.output<Input> & string)[];
}

export function command<const Name extends string, Input extends z.ZodType, Output extends z.ZodType>(
  name: Name,
  contract: Contract<Input, Output>,
): Command<Name, Input, Output> {
  const usual = {
    counts: [writes],
    mayCount: [],
    transport: 'any',
    needsProof: true,
    clearsDevice: false,
    privileged: false,
  } as const;
  // What needs no proof concerns nobody else, unless it says otherwise.
  const whileSilenced = contract.needsProof === false;
  return { name, ...usual, publishes: [], whileSilenced, ...contract };
}
