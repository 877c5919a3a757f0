import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isClean, type Verdict } from '../../support/history/check.ts';
import type { History } from '../../support/history/history.ts';

export type Say = (line: string) => void;

/** What one scenario came to. */
export interface Proven {
  readonly name: string;
  readonly seed: number;
  /** Commands given. */
  readonly sent: number;
  readonly verdict: Verdict;
  readonly history: History;
}

/** Passes a clean run on; otherwise fails with what was found, the seed, and where the history lies. */
export function sound<P extends Proven>(proven: P): P {
  if (isClean(proven.verdict)) return proven;
  const file = join(mkdtempSync(join(tmpdir(), 'hearth-history-')), 'run.jsonl');
  proven.history.write(file);
  const found = proven.verdict.details.slice(0, 20).join('\n');
  throw new Error(`${proven.name}, seed ${proven.seed}, history in ${file}:\n${found}`);
}
