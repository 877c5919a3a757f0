import { expect, test } from '@jest/globals';
import { createLogger } from './logger.ts';
import { ToldError } from './sentence.ts';

/** What is logged of an error. */
function logged(error: unknown): { line: string; error: Record<string, unknown> } {
  let line = '';
  createLogger('info', { write: (text) => (line += text) }).error({ error }, 'failed');
  // What is written here is the error's fields, under its name.
  return { line, error: (JSON.parse(line) as { error: Record<string, unknown> }).error };
}

const WORDS = 'words of Ana\n    at secret (/srv/ana.ts:1:1)';

test('H17: of an error the log tells what it is and where, in one line, and nothing of what it quotes', () => {
  const cause = Object.assign(new RangeError(`of ${WORDS}`), { code: 11_000, keyValue: { email: WORDS } });
  const { line, error } = logged(new TypeError(`"${WORDS}" is no JSON`, { cause }));
  expect(line.trim().split('\n')).toHaveLength(1);
  expect(line).not.toMatch(/Ana|ana/);
  expect(error).toMatchObject({
    name: 'TypeError',
    at: expect.arrayContaining([expect.stringContaining('logger.test.ts')]),
    cause: { name: 'RangeError', code: '11000' },
  });
});

test('why Redis refuses is told by its first word', () => {
  const refused = Object.assign(new Error(`WRONGPASS invalid ${WORDS}`), { name: 'ReplyError' });
  expect(logged(refused).error).toMatchObject({ name: 'ReplyError', code: 'WRONGPASS' });
});

test('H17: what is thrown and no error is not told at all, and a sentence of our own is', () => {
  expect(logged(WORDS).error).toEqual({ name: 'string' });
  expect(logged({ email: WORDS }).error).toEqual({ name: 'object' });
  expect(logged(new ToldError('The disk is full.')).error).toMatchObject({ message: 'The disk is full.' });
});
