import type { z } from 'zod';
import { reads, type Budget } from './budgets.ts';

/** Something a person can read. What one may not read does not exist for one. */
export interface Query<
  Name extends string = string,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  readonly name: Name;
  readonly input: Input;
  readonly output: Output;
  /** By what each call is counted, in this order. */
  readonly counts: readonly Budget[];
  /** Whether it shows some readers what is for whoever looks after others' things alone: its service notes that in the audit log. */
  readonly privileged: boolean;
  /** One sentence for the API's document. */
  readonly about: string;
}

export function query<const Name extends string, Input extends z.ZodType, Output extends z.ZodType>(
  name: Name,
  contract: { about: string; input: Input; output: Output; counts?: readonly Budget[]; privileged?: boolean },
): Query<Name, Input, Output> {
  return { name, counts: [reads], privileged: false, ...contract };
}
