import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { commands, queries, streams } from '@hearth/shared/contract';
import { z } from 'zod';
import { typesIn } from './types.ts';

/** A shape by name, as text: equal text, equal shape. */
type Shapes = Readonly<Record<string, string>>;

/** Of each shape, how often it has changed on purpose, and what it was recorded as. */
const recorded = z.record(z.string(), z.object({ version: z.int(), sha256: z.string() }));

export const RECORD = new URL('schemas.json', import.meta.url);

export function readRecord(): z.infer<typeof recorded> {
  return recorded.parse(JSON.parse(readFileSync(RECORD, 'utf8')));
}

/** Everything that outlives the code it was written by: what is stored, and what an open page of the version before knows. */
export function shapes(): Shapes {
  const called = [...commands, ...queries].flatMap(({ name, input, output }) => [
    [`${name} input`, schemaOf(input, 'input')],
    [`${name} output`, schemaOf(output, 'output')],
  ]);
  const changes = streams.map(({ prefix, change }) => [`${prefix}: change`, schemaOf(change, 'output')]);
  return Object.fromEntries([...called, ...changes, ...typesIn()]);
}

export function sha256(shape: string): string {
  return createHash('sha256').update(shape).digest('hex');
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): string {
  const options = { io, unrepresentable: 'any', override: withoutPattern } as const;
  return JSON.stringify(sorted(z.toJSONSchema(schema, options)));
}

/** A format's regular expression is the library's, and another one in its next version. */
function withoutPattern({ jsonSchema }: { jsonSchema: { format?: string; pattern?: string } }): void {
  if (jsonSchema.format) delete jsonSchema.pattern;
}

/** With its keys in order, so that moving a field changes nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, its]): [string, unknown] => [key, sorted(its)]);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
