import type { BsonValue, Document } from '../bson/types.ts';
import type { Plan } from './plan.ts';

/** A plan in the words of MongoDB's `explain`. */
export function explainPlan(plan: Plan, sort?: Document): Document {
  const stage = stageOf(plan);
  if (plan.isSorted || !sort) return stage;
  return { stage: 'SORT', sortPattern: sort, inputStage: stage };
}

function stageOf(plan: Plan): Document {
  switch (plan.kind) {
    case 'nothing':
      return { stage: 'EOF' };
    case 'whole':
      return { stage: 'COLLSCAN', direction: directionOf(plan.direction) };
    case 'union':
      return { stage: 'SUBPLAN', inputStage: { stage: 'OR', inputStages: plan.branches.map(stageOf) } };
    case 'index': {
      const { index, direction, ranges } = plan;
      const keyPattern: BsonValue = index.spec['key'] ?? {};
      return {
        stage: 'FETCH',
        inputStage: {
          stage: 'IXSCAN',
          keyPattern,
          indexName: index.name,
          isMultiKey: index.isMultikey,
          isUnique: index.isUnique,
          isSparse: index.isSparse,
          isPartial: index.partialFilter !== null,
          direction: directionOf(direction),
          ranges: ranges.length,
        },
      };
    }
  }
}

const directionOf = (direction: 1 | -1): string => (direction === 1 ? 'forward' : 'backward');
