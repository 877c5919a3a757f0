import { expect, test } from '@jest/globals';
import { reasons } from '@hearth/shared/kernel/errors';
import { globSync, readFileSync } from 'node:fs';

const files = globSync(['text/errors.ts', '*/sentences.ts'], { cwd: new URL('..', import.meta.url) });
const text = files.map((file) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')).join('\n');

test('every refusal has a sentence in the languages of the pages', () => {
  const told = [...text.matchAll(/^ {2}'?([a-z-]+)'?: (?:\(|m\.)/gm)].map(([, reason]) => reason);
  expect(told.sort()).toEqual(Object.keys(reasons).sort());
});
