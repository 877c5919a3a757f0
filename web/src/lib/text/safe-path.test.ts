import { expect, test } from '@jest/globals';
import { safePath } from './safe-path.ts';

test.each([
  ['//evil.example'],
  ['/\\evil.example'],
  ['https:evil.example'],
  ['javascript:alert(1)'],
  ['/a\nb'],
  ['/a\u0000b'],
  ['/.//evil.example'],
  ['/x/..//evil.example'],
  ['/%2e//evil.example'],
  [`/${'中'.repeat(1_000)}`],
  [''],
  ['t/1'],
  [null],
])('after signing in nobody is sent to %s', (wanted) => expect(safePath(wanted)).toBe('/'));

test('a path of this site is kept', () => expect(safePath('/t/0123?post=4#post-4')).toBe('/t/0123?post=4#post-4'));

test.each([
  ['/中文', '/%E4%B8%AD%E6%96%87'],
  ['/b/x?q=á b#ñ', '/b/x?q=%C3%A1%20b#%C3%B1'],
  ['/%E4%B8%AD', '/%E4%B8%AD'],
  ['/%zz%', '/%zz%'],
  ['/\ud800', '/%EF%BF%BD'],
  ['/\u2028\u202e', '/%E2%80%A8%E2%80%AE'],
])('H17: %j is written as a header may carry it', (wanted, written) => {
  expect(safePath(wanted)).toBe(written);
  expect(new Headers({ location: safePath(wanted) }).get('location')).toBe(written);
});
