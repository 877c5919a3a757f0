import { expect, test } from '@jest/globals';
import { Roots } from './roots.ts';

const root = (seq: number) => ({ seq, mark: 'abcd1234' });

test('the newest root is found until it is forgotten', () => {
  const roots = new Roots();
  expect(roots.find('thread:a')).toBeNull();
  roots.keep('thread:a', root(1));
  roots.keep('thread:a', root(2));
  expect(roots.find('thread:a')).toEqual(root(2));
  roots.forget('thread:a');
  expect(roots.find('thread:a')).toBeNull();
});

test('a root is given up when a later event is heard of', () => {
  const roots = new Roots();
  roots.keep('thread:a', root(2));
  roots.notice('thread:a', 2);
  roots.notice('thread:b', 3);
  expect(roots.find('thread:a')).toEqual(root(2));
  roots.notice('thread:a', 3);
  expect(roots.find('thread:a')).toBeNull();
});

test('of very many the oldest go', () => {
  const roots = new Roots();
  for (let n = 0; n <= 2_000; n++) roots.keep(`thread:${n}`, root(1));
  expect(roots.find('thread:0')).toBeNull();
  expect(roots.find('thread:1')).toEqual(root(1));
  roots.keep('thread:1', root(2));
  roots.keep('thread:x', root(1));
  expect(roots.find('thread:1')).toEqual(root(2));
  expect(roots.find('thread:2')).toBeNull();
});
