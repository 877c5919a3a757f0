import { expect, test } from '@jest/globals';
import { slugOf, threadPath } from './thread-path.ts';

test('an address reads well in either language', () => {
  expect(slugOf('¿Quién maneja el autobús tarde?')).toBe('quien-maneja-el-autobus-tarde');
  expect(slugOf('R15: Łódź, Søren & Đặng')).toBe('r15-lodz-soren-dang');
  expect(threadPath({ id: '0123456789abcdef', title: 'Late bus' }, 3)).toBe(
    '/t/0123456789abcdef/late-bus?post=3#post-3',
  );
  expect(threadPath({ id: '0123456789abcdef', title: '¿?' })).toBe('/t/0123456789abcdef');
});
