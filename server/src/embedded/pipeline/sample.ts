import { randomInt } from 'node:crypto';
import { isDocument, type BsonValue, type Document } from '../bson/types.ts';
import { location } from '../values/errors.ts';
import { numberOf } from '../values/numbers.ts';
import { collect } from './collect.ts';
import type { Stage } from './stage.ts';

/** So many documents at random, in random order. */
export function compileSample(argument: BsonValue): Stage {
  const size = isDocument(argument) ? numberOf(argument['size']) : undefined;
  if (size === undefined || size < 1) throw location(28747, 'size argument to $sample must be a positive number');
  return function* (input) {
    const documents: Document[] = yield* collect(input);
    for (let taken = 0; taken < size && taken < documents.length; taken++) {
      const chosen = taken + randomInt(documents.length - taken);
      const [here, there] = [documents[taken], documents[chosen]];
      if (!here || !there) return;
      documents[chosen] = here;
      yield there;
    }
  };
}
