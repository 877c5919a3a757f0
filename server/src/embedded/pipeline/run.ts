import type { Document } from '../bson/types.ts';
import type { Flow } from '../pause.ts';
import type { Pipeline, Run, Stage } from './stage.ts';

/** Runs the stages over what the leading query found. */
export function runPipeline({ stages }: Pipeline, input: Flow<Document>, run: Run): Flow<Document> {
  return through(stages, input, run);
}

/** Runs a pipeline over documents that no index leads to, its leading query included. */
export function runWhole({ leadingStages, stages }: Pipeline, input: Flow<Document>, run: Run): Flow<Document> {
  return through([...leadingStages, ...stages], input, run);
}

const through = (stages: readonly Stage[], input: Flow<Document>, run: Run): Flow<Document> =>
  stages.reduce((flow, stage) => stage(flow, run), input);
