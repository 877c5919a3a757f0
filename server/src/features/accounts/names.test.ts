import { expect, test } from '@jest/globals';
import { AppError } from '@hearth/shared/errors';
import { requireGoodName, requireGoodSchool, speaksForNetwork } from './names.ts';

test.each([
  ['Ana Fuentes'],
  ['José Ángel Núñez'],
  ['Nguyễn Thị Minh Khai'],
  ['Anne-Marie O’Neil, PhD'],
  ['李小龍'],
  ['Олена Коваль'],
  ['Dr. J.R. Smith 3rd'],
  ['Adminah Moore'],
  ["Dr. María José O'Connor-Núñez, Jr."],
  ['Robert (Bob) Lee'],
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
  ['your account is locked, verify at evil.example/hearth now', 'signs'],
  ['Ana evil.example', 'signs'],
  ['Call 555 0100 now', 'signs'],
  ['one two three four five six seven eight nine', 'signs'],
])('nobody is called %j', (name, fault) => {
  expect(refusal(() => requireGoodName(name)).detail).toEqual({ fields: { name: fault } });
});

const staff = [{ name: 'Rosa Lind' }];

test.each([['Hearth Team'], ['Moderator Rosa'], ['The Official Ana'], ['Rosa Lind'], ['R0sa  Línd'], ['Rоsa Lind']])(
  'H14: %s is looked at before it stands beside words',
  (name) => expect(speaksForNetwork(name, staff)).toBe(true),
);

test.each([['Rosa Linden'], ['Teamika Jones'], ['李小龍'], ['Ana Fuentes']])('%s is anybody’s name', (name) =>
  expect(speaksForNetwork(name, [...staff, { name: '王芳' }])).toBe(false),
);

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
