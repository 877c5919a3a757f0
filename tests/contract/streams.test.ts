import { expect, test } from '@jest/globals';
import { features } from '@hearth/server/features/index';

test('what the contract says can be watched is what the server has a definition of', () => {
  const defined = features.flatMap(({ streams }) => streams.map(({ definition }) => definition.contract.prefix));
  const told = features.flatMap(({ contract }) => contract.streams.map(({ prefix }) => prefix));
  expect(told.length).toBeGreaterThan(0);
  expect(defined).toEqual(told);
});
