import { expect, test } from '@jest/globals';
import { safePath } from './safe-path.ts';
import { slugOf, threadPath } from './slug.ts';

test.each([
  ['//evil.example'],
  ['/\\evil.example'],
  ['https:evil.example'],
  ['javascript:alert(1)'],
  ['/a\nb'],
  [''],
  ['t/1'],
  [null],
])('after signing in nobody is sent to %s', (wanted) => expect(safePath(wanted)).toBe('/'));

test('a path of this site is kept', () => expect(safePath('/t/0123?post=4#post-4')).toBe('/t/0123?post=4#post-4'));

test('an address reads well in either language', () => {
  expect(slugOf('¿Quién maneja el autobús tarde?')).toBe('quien-maneja-el-autobus-tarde');
  expect(threadPath({ id: '0123456789abcdef', title: 'Late bus' }, 3)).toBe(
    '/t/0123456789abcdef/late-bus?post=3#post-3',
  );
  expect(threadPath({ id: '0123456789abcdef', title: '¿?' })).toBe('/t/0123456789abcdef');
});
