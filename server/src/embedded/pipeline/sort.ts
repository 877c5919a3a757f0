import type { BsonValue, Document } from '../bson/types.ts';
import { compileOrder } from '../query/order-by.ts';
import { sortFlow } from '../query/sort-flow.ts';
import { location } from '../values/errors.ts';
import { bytesOf } from './bytes-of.ts';
import type { Stage, StageContext } from './stage.ts';

export function compileSort(argument: BsonValue, { wanted }: Pick<StageContext, 'wanted'>): Stage {
  const order = compileOrder(argument);
  if (order.fields.length === 0) throw location(15976, '$sort stage must have at least one sort key');
  const sorting = {
    order,
    limit: wanted,
    keyOf: (document: Document) => order.keyOf(document),
    bytesOf: (document: Document) => bytesOf(document),
    kept: (document: Document) => document,
  };
  return (input) => sortFlow(input, sorting);
}
