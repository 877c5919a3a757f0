import type { z } from 'zod';
import type { Command } from './command.ts';
import type { Reasons } from './errors.ts';
import type { Query } from './query.ts';
import type { StreamContract } from './stream.ts';

/** What a feature adds to the contract between both sides. */
export interface FeatureContract<
  C extends Command = Command,
  Q extends Query = Query,
  Reason extends string = string,
  Exported extends z.ZodRawShape = z.ZodRawShape,
> {
  readonly commands: readonly C[];
  readonly queries: readonly Q[];
  readonly streams: readonly StreamContract[];
  /** What it refuses, beside what any feature may. */
  readonly reasons?: Reasons<Reason>;
  /** Its part of what somebody gets who asks for all of their data. */
  readonly exported: Exported;
}

export function contract<
  C extends Command = never,
  Q extends Query = never,
  Reason extends string = never,
  Exported extends z.ZodRawShape = Record<never, never>,
>(parts: Partial<FeatureContract<C, Q, Reason, Exported>>): FeatureContract<C, Q, Reason, Exported> {
  // Without a part of it, `Exported` is the empty one.
  return { commands: [], queries: [], streams: [], exported: {} as Exported, ...parts };
}

/** What they export, together. Each names its fields so that no other has them. */
export function exportedBy<F extends { readonly exported: z.ZodRawShape }>(
  features: readonly F[],
): Together<F['exported']> {
  return Object.assign({}, ...features.map(({ exported }) => exported));
}

type Together<Parts> = (Parts extends unknown ? (part: Parts) => void : never) extends (
  all: infer All extends z.ZodRawShape,
) => void
  ? All
  : never;
