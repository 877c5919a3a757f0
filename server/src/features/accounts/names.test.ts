import { expect, test } from '@jest/globals';
import { AppError } from '@hearth/shared/errors';
import { requireGoodName, requireGoodSchool } from './names.ts';

test.each([
  ['Ana Fuentes'],
  ['José Ángel Núñez'],
  ['Nguyễn Thị Minh Khai'],
  ['Anne-Marie O’Neil, PhD'],
  ['李小龍'],
  ['Олена Коваль'],
  ['Dr. J.R. Smith 3rd'],
  ['Adminah Moore'],
])('%s is a name', (name) => {
  expect(() => requireGoodName(name)).not.toThrow();
});

test.each([
  ['Admin', 'reserved'],
  ['ADMIN 2', 'reserved'],
  ['Admin1', 'reserved'],
  ['Аdmіn', 'reserved'],
  ['ａｄｍｉｎ', 'reserved'],
  ['Ηeαrτh', 'reserved'],
  ['Móderator', 'reserved'],
  ['M0derator', 'reserved'],
  ['H.e.a.r.t.h', 'reserved'],
  ['Soporte', 'reserved'],
  ['Ana\u202eanA', 'signs'],
  ['Ana\u200b', 'signs'],
  ['Ana\nBcc: x', 'signs'],
  ['\u3164\u3164', 'signs'],
  ['12345', 'signs'],
  ['🙂', 'signs'],
  ['a\u0301\u0302\u0303\u0304', 'signs'],
  ['Free phones https://evil.example', 'signs'],
  ['go to www.evil.example', 'signs'],
])('nobody is called %j', (name, fault) => {
  expect(refusal(() => requireGoodName(name)).detail).toEqual({ fields: { name: fault } });
});

test('a school may be left out, but not be written backwards', () => {
  expect(() => requireGoodSchool('')).not.toThrow();
  expect(() => requireGoodSchool('P.S. 121, Bronx')).not.toThrow();
  expect(refusal(() => requireGoodSchool('P.S.\u202e 121')).detail).toEqual({ fields: { school: 'signs' } });
});

function refusal(work: () => void): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('nothing was refused');
}
