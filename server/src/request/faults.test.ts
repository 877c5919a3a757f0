import { expect, test } from '@jest/globals';
import { commands } from '@hearth/shared/contract';
import { redeemCode, signUp } from '@hearth/shared/accounts/commands';
import { AppError } from '@hearth/shared/kernel/errors';
import { z } from 'zod';
import { read } from './outcome.ts';

function fieldsOf(schema: z.ZodType, input: unknown): unknown {
  try {
    read(schema, input);
  } catch (error) {
    if (error instanceof AppError) return error.wire.fields;
  }
  throw new Error('nothing was refused');
}

const form = {
  email: 'ana@school.example',
  ...{ name: 'Ana', work: 'teacher', school: '', state: 'OH', languages: ['en'], locale: 'en' },
};

test.each([
  [{ ...form, email: 'ana' }, { email: 'address' }],
  [{ ...form, email: 'josé@school.example' }, { email: 'address-letters' }],
  [{ ...form, email: ' ' }, { email: 'missing' }],
  [{ ...form, email: undefined }, { email: 'missing' }],
  [{ ...form, email: 7 }, { email: 'invalid' }],
  [{ ...form, name: '' }, { name: 'missing' }],
  [{ ...form, name: 'a'.repeat(81) }, { name: 'too-long' }],
  [{ ...form, password: 'short' }, { password: 'too-short' }],
  [{ ...form, work: '' }, { work: 'choice' }],
  [{ ...form, state: 'Ohio' }, { state: 'choice' }],
  [{ ...form, languages: [] }, { languages: 'missing' }],
  [{ ...form, languages: ['de'] }, { 'languages.0': 'choice' }],
  [{ ...form, admin: true }, { admin: 'unknown' }],
  [
    { ...form, email: 'ana', name: '' },
    { email: 'address', name: 'missing' },
  ],
  [null, { '': 'invalid' }],
])('R13: %j is refused with its fields and what is wrong with them', (input, fields) => {
  expect(fieldsOf(signUp.input, input)).toEqual(fields);
});

test('R13: of several shapes the one that is meant says what is wrong', () => {
  expect(fieldsOf(redeemCode.input, { email: 'ana@school.example', code: '12' })).toEqual({ code: 'code' });
  expect(fieldsOf(redeemCode.input, { email: 'ana', code: '123456' })).toEqual({ email: 'address' });
  expect(fieldsOf(redeemCode.input, { token: 'x' })).toEqual({ token: 'too-short' });
  expect(fieldsOf(redeemCode.input, { token: 'x', code: '1' })).toEqual({ token: 'too-short', code: 'unknown' });
});

test('R13: no command says a pattern, or anything but words that pages have sentences for', () => {
  for (const { name, input } of commands) {
    for (const given of [{}, null, [], 'x', Object.fromEntries(keysOf(input).map((key) => [key, '\u2800/^$']))]) {
      const parsed = input.safeParse(given);
      if (parsed.success) continue;
      for (const fault of Object.values(fieldsOf(input, given) ?? {}))
        expect({ name, fault }).toEqual({ name, fault: expect.stringMatching(/^[a-z]+(-[a-z]+)*$/) });
    }
  }
});

function keysOf(input: z.ZodType): string[] {
  return input instanceof z.ZodObject ? Object.keys(input.shape) : [];
}
