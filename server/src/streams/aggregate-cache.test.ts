import { expect, test } from '@jest/globals';
import { AggregateCache } from './aggregate-cache.ts';

const aggregate = (seq: number) => ({ seq, mark: 'abcd1234' });

test('the newest aggregate is found until it is forgotten', () => {
  const aggregates = new AggregateCache();
  expect(aggregates.find('thread:a')).toBeNull();
  aggregates.keep('thread:a', aggregate(1));
  aggregates.keep('thread:a', aggregate(2));
  expect(aggregates.find('thread:a')).toEqual(aggregate(2));
  aggregates.forget('thread:a');
  expect(aggregates.find('thread:a')).toBeNull();
});

test('an aggregate is given up when a later event is heard of', () => {
  const aggregates = new AggregateCache();
  aggregates.keep('thread:a', aggregate(2));
  aggregates.notice('thread:a', 2);
  aggregates.notice('thread:b', 3);
  expect(aggregates.find('thread:a')).toEqual(aggregate(2));
  aggregates.notice('thread:a', 3);
  expect(aggregates.find('thread:a')).toBeNull();
});

test('of very many the oldest go', () => {
  const aggregates = new AggregateCache();
  for (let n = 0; n <= 2_000; n++) aggregates.keep(`thread:${n}`, aggregate(1));
  expect(aggregates.find('thread:0')).toBeNull();
  expect(aggregates.find('thread:1')).toEqual(aggregate(1));
  aggregates.keep('thread:1', aggregate(2));
  aggregates.keep('thread:x', aggregate(1));
  expect(aggregates.find('thread:1')).toEqual(aggregate(2));
  expect(aggregates.find('thread:2')).toBeNull();
});
