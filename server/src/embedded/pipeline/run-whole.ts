import type { Document } from '../bson/types.ts';
import type { Flow } from '../pause.ts';
import type { Environment } from '../query/environment.ts';
import type { Pipeline } from './pipeline.ts';
import type { Run } from './stage.ts';
import { compileStage } from './stages.ts';

/** Runs a pipeline over documents that no index leads to, its leading query included. */
export function runWhole(
  { leading, stages }: Pipeline,
  input: Flow<Document>,
  env: Environment,
  run: Run,
): Flow<Document> {
  const { filter, sort, skip = 0, limit = 0 } = leading;
  const wanted = limit > 0 ? skip + limit : 0;
  const context = { env, wanted, compile: () => ({ leading: { filter: {} }, stages: [], counts: null }) };
  const first = [
    ...(Object.keys(filter).length > 0 ? [compileStage('$match', filter, context)] : []),
    ...(sort ? [compileStage('$sort', sort, context)] : []),
    ...(skip > 0 ? [compileStage('$skip', skip, context)] : []),
    ...(limit > 0 ? [compileStage('$limit', limit, context)] : []),
  ];
  return [...first, ...stages].reduce((flow, stage) => stage(flow, run), input);
}
