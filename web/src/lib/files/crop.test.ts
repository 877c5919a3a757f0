import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { moved, squareOf, wholeOf, zoomed } from './crop.ts';

test('begins with the largest square, from the middle', () => {
  expect(squareOf(wholeOf(4_000, 3_000))).toEqual({ left: 500, top: 0, side: 3_000 });
  expect(squareOf(wholeOf(300, 900))).toEqual({ left: 0, top: 300, side: 300 });
});

test('what lies under the finger stays there while it is enlarged', () => {
  const before = wholeOf(1_000, 1_000);
  const after = zoomed(before, 2, 0.25, 0.75);
  const under = (crop: typeof before, x: number, y: number) => {
    const { left, top, side } = squareOf(crop);
    return [left + x * side, top + y * side];
  };
  expect(under(after, 0.25, 0.75)).toEqual(under(before, 0.25, 0.75));
});

test('however it is moved and enlarged, the square lies inside the picture', () => {
  const amount = fc.double({ min: -3, max: 3, noNaN: true });
  const step = fc.oneof(
    fc.record({ right: amount, down: amount }),
    fc.record({ zoom: fc.double({ min: 0, max: 9, noNaN: true }), x: amount, y: amount }),
  );
  const side = fc.integer({ min: 1, max: 9_000 });
  fc.assert(
    fc.property(side, side, fc.array(step), (width, height, steps) => {
      const end = steps.reduce(
        (crop, one) => ('zoom' in one ? zoomed(crop, one.zoom, one.x, one.y) : moved(crop, one.right, one.down)),
        wholeOf(width, height),
      );
      const { left, top, side: length } = squareOf(end);
      expect(left).toBeGreaterThanOrEqual(-1e-6);
      expect(top).toBeGreaterThanOrEqual(-1e-6);
      expect(left + length).toBeLessThanOrEqual(width + 1e-6);
      expect(top + length).toBeLessThanOrEqual(height + 1e-6);
    }),
  );
});
