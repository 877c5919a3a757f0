import { expect, test } from '@jest/globals';
import { AppError } from '@hearth/shared/kernel/errors';
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
  ['A.B. Smith'],
  ['E.\u0301.R. Núñez'],
  ['पी.के. शर्मा'],
  ['Ana Fuentes, M.Ed.'],
  ['Ana Fuentes Ed.D.'],
])('%s is a name', (name) => {
  expect(() => requireGoodName(name)).not.toThrow();
});

test.each([['علی‌رضا'], ['چندریکا نیک‌نام'], ['චන්ද්‍රිකා'], ['ကျော်ကျော်'], ['दीक्षा शर्मा'], ['അവന്‍'], ['ជ្រឹង']])(
  'R2: %s is a name, and may be that of a school',
  (name) => {
    expect(() => requireGoodName(name)).not.toThrow();
    expect(() => requireGoodSchool(name)).not.toThrow();
  },
);

test.each([
  ['A\u200dna'],
  ['علی\u200c'],
  ['e\u0301\u0302\u0303'],
  ['\u3164'],
  ['\u2800'],
  ['Ana\u2800'],
  ['\u115f'],
  ['\u0301'],
])('R2, R6: %j is no name, and no school', (name) => {
  expect(refusal(() => requireGoodName(name)).wire.fields).toEqual({ name: 'signs' });
  expect(refusal(() => requireGoodSchool(name)).wire.fields).toEqual({ school: 'signs' });
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
  expect(refusal(() => requireGoodName(name)).wire.fields).toEqual({ name: fault });
});

const staff = [{ name: 'Rosa Lind' }, { name: 'Will Allen' }, { name: '王芳' }];
const speaks = (name: string, school = '') => speaksForNetwork({ name, school }, staff);

test.each([
  ['Hearth Team'],
  ['HearthTeam'],
  ['Moderator Rosa'],
  ['ModeratorRosa'],
  ['Moderators'],
  ['Rosa (mod)'],
  ['Administración'],
  ['Help Desk'],
  ['The Official Ana'],
  ['Rosa Lind'],
  ['R0sa  Línd'],
  ['Rоsa Lind'],
  ['Rosa Iind'],
  ['Rosa Lınd'],
  ['Røsa Lind'],
  ['WilI AIIen'],
  ['Rosa Lind Jr'],
  ['Lind, Rosa M.'],
  ['王芳'],
  ['Tһe Неаrtһ'],
  ['Rosa Liռd'],
  ['ᎻᎬᎪᎡᎢᎻ'],
  ['ꓧeart'],
])('H14: %s is looked at before it stands beside words', (name) => expect(speaks(name)).toBe(true));

test.each([['Hearth Moderation Team'], ['Moderator'], ['Site Administrator']])(
  'H14: a school that is called %s is looked at as well',
  (school) => expect(speaks('Ana Fuentes', school)).toBe(true),
);

test.each([
  ['Rosa Linden', ''],
  ['Teamika Jones', ''],
  ['Adminah Moore', ''],
  ['李小龍', ''],
  ['Ana Fuentes', 'Family Support Center'],
  ['Beth Earthman', 'Team Academy'],
  ['Олена Коваль', 'Школа № 5'],
  ['Nguyễn Thị Minh Khai', ''],
])('%s of %j is anybody’s name', (name, school) => expect(speaks(name, school)).toBe(false));

test.each([
  ['Visit t.co'],
  ['Visit T.Co'],
  ['Win bank1.com'],
  ['Secure-a.com'],
  ['Verify evi-l.example'],
  ['Ana (see a.co)'],
  ['Ana M.Ed.co'],
  ['Ana evil.M.Ed'],
  ['Ana банк.рф'],
  ['Ana बैंक.भारत'],
  ['Ana a.xn--p'],
])('H10: %j has an address in it, and is no name and no school', (words) => {
  expect(refusal(() => requireGoodName(words)).wire.fields).toEqual({ name: 'signs' });
  expect(refusal(() => requireGoodSchool(words)).wire.fields).toEqual({ school: 'signs' });
});

test.each([
  ['Verify your account at evil.example'],
  ['P.S. 121, www.evil.example'],
  ['ana@evil.example'],
  ['evil．example'],
  ['evil。example'],
])('H10: %j is no school', (words) => {
  expect(refusal(() => requireGoodSchool(words)).wire.fields).toEqual({ school: 'signs' });
});

test.each([
  ['P.S.121'],
  ['St. Mary’s'],
  ['I.S. 52 @ Inwood'],
  ['Washington, D.C.'],
  ['Escuela No.5'],
  ['24/7 School. 2nd'],
])('H10: %s is a school all the same', (words) => expect(() => requireGoodSchool(words)).not.toThrow());

test('a school may be left out, but not be written backwards', () => {
  expect(() => requireGoodSchool('')).not.toThrow();
  expect(() => requireGoodSchool('P.S. 121, Bronx')).not.toThrow();
  expect(refusal(() => requireGoodSchool('P.S.\u202e 121')).wire.fields).toEqual({ school: 'signs' });
});

function refusal(work: () => void): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('nothing was refused');
}
