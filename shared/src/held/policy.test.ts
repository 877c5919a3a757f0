import { expect, test } from '@jest/globals';
import { comparable, countLinks, isRepeated, trustOf } from './policy.ts';

test('levels follow from days and posts; who is vouched for is known from the start, and staff well known', () => {
  const somebody = { role: 'member', days: 0, posts: 0, isVouched: false } as const;
  expect(trustOf(somebody)).toBe('new');
  expect(trustOf({ ...somebody, days: 7, posts: 2 })).toBe('new');
  expect(trustOf({ ...somebody, days: 6, posts: 25 })).toBe('new');
  expect(trustOf({ ...somebody, days: 7, posts: 3 })).toBe('member');
  expect(trustOf({ ...somebody, isVouched: true })).toBe('member');
  expect(trustOf({ ...somebody, days: 60, posts: 25 })).toBe('regular');
  expect(trustOf({ ...somebody, role: 'moderator' })).toBe('regular');
});

test('links are counted in all texts together', () => {
  expect(countLinks(['See https://a.example and HTTP://b.example', 'www.c.example'])).toBe(3);
  expect(countLinks(['No link: http, www, example, org'])).toBe(0);
});

test('words are compared without case, signs and accents; short ones not at all', () => {
  const text = 'Earn money from home today, without any effort at all!';
  expect(comparable(text)).toBe(comparable(`  ${text.toUpperCase().replaceAll(' ', '…  ')} 🎉`));
  expect(comparable('Thank you all!')).toBeNull();
  expect(comparable('')).toBeNull();
});

test('the same words wait at the third place of one person, and with the third new person', () => {
  expect(isRepeated({ places: 1, people: 1 })).toBe(false);
  expect(isRepeated({ places: 2, people: 0 })).toBe(true);
  expect(isRepeated({ places: 0, people: 2 })).toBe(true);
});

test.each([
  ['https://a.example and http://b.example, www.c.org', 3],
  ['casino-win.com, [prize](casino-win.com) and _casino.net/x?y', 3],
  ['ana@riverbend.org, at 4 p.m., e.g. here.It works. See plan.pdf and budget.xlsx', 0],
  ['escuela.edu.mx y biblioteca.es', 2],
])('links in %j: %i', (text, count) => {
  expect(countLinks([text])).toBe(count);
});
