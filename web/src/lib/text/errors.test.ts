import { expect, test } from '@jest/globals';
import { reasons } from '@hearth/shared/contract';
import { globSync, readFileSync } from 'node:fs';

const lib = new URL('../', import.meta.url);
const files = ['text/errors.ts', ...globSync('*/sentences.ts', { cwd: lib })];
const text = files.map((file) => readFileSync(new URL(file, lib), 'utf8')).join('\n');
/** Which message the pages have for a reason: the first that its line names. */
const told = [...text.matchAll(/^ {2}'?([a-z-]+)'?: [^]*?\bm\.(\w+)/gm)].map(
  ([, reason = '', key = '']) => [reason, key] as const,
);

function messagesOf(language: string): Readonly<Record<string, string>> {
  // Both files hold sentences alone; the build reads them so too.
  return JSON.parse(readFileSync(new URL(`../../messages/${language}.json`, lib), 'utf8')) as Record<string, string>;
}

/** What only scripts can bring about. Should a page do so, it is told in general words. */
const scriptsOnly = ['foreign-origin', 'use-http', 'id-taken'];

test('every refusal has a sentence on the pages', () => {
  expect(told.map(([reason]) => reason).sort()).toEqual(Object.keys(reasons).sort());
});

test('a refusal reads the same on an English page and in an answer to a script', () => {
  const english = messagesOf('en');
  const asked = told.filter(([reason]) => !scriptsOnly.includes(reason));
  const said = asked.map(([reason, key]) => [reason, key.replace(/^(\w+_)?error_/, ''), english[key]]);
  expect(said).toEqual(asked.map(([reason]) => [reason, reason.replaceAll('-', '_'), reasons[reason]?.[1]]));
});

test('a refusal tells a reader of Spanish the same names and numbers', () => {
  const [english, spanish] = [messagesOf('en'), messagesOf('es')];
  const namesIn = (sentence: string) => sentence.match(/\{\w+\}/g)?.sort() ?? [];
  for (const [, key] of told) {
    expect(spanish[key]).not.toBe(english[key]);
    expect([key, namesIn(spanish[key] ?? '')]).toEqual([key, namesIn(english[key] ?? '')]);
  }
});
