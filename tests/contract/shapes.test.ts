import { expect, test } from '@jest/globals';
import { readRecord, sha256, shapes } from './shapes.ts';
import { features } from '@hearth/server/features/index';

const recorded = readRecord();

/** What to do is said by the failure itself: whoever changes a shape has never heard of this file. */
const ADVICE = `
These shapes are not as they were recorded. Events that are stored stay as they were written, and pages that are open
go on with the old contract until they are reloaded. Decide how both are read: a new field that may be missing, a
migration of what is stored, a name of its own for the new command. Write the decision into docs/decisions where it
is more than a field that may be missing; then run "npx node tests/contract/record.ts" and commit tests/contract/schemas.json.
`;

test('no shape of what is stored or said has changed without a decision', () => {
  const now = shapes();
  const changed = [...new Set([...Object.keys(recorded), ...Object.keys(now)])].flatMap((name) => {
    const [before, shape] = [recorded[name], now[name]];
    if (shape === undefined) return [`${name} is gone`];
    if (!before) return [`${name} is new`];
    return before.sha256 === sha256(shape) ? [] : [`${name} has changed since version ${before.version}: ${shape}`];
  });
  if (changed.length > 0) throw new Error(`${changed.join('\n')}\n${ADVICE}`);
});

test('of every stream that a feature declares the data is recorded', () => {
  const declared = features.flatMap(({ streams }) => streams);
  const data = Object.keys(recorded).filter((name) => name.endsWith('data of stored events'));
  expect(data).toHaveLength(declared.length);
});

test('what events hold is spelled out down to its primitives', () => {
  const data = Object.entries(shapes()).filter(([name]) => name.endsWith('data of stored events'));
  for (const [, shape] of data) {
    expect(shape).not.toMatch(/Omit<|Readonly<|Record\b|\bany\b/);
    expect(shape).toMatch(/: string\b|: number\b|: "|"[a-z]/);
  }
});
