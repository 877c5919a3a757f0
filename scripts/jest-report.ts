import { readFileSync } from 'node:fs';

/** Of Jest's own report, what is used here. */
export interface JestReport {
  readonly testResults: readonly {
    /** The file's path. */
    readonly name: string;
    readonly status: 'passed' | 'failed';
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Files that failed and passed when they were run once more, alone. */
  readonly flaky: readonly string[];
}

/**
 * Of so many files at most it is believed that the machine was busy; more have a fault in common. A flaky file is named in the
 * last lines of a run, and is to be mended like a failed one: its test waits for time, or the product has a race.
 */
export const MOST_AGAIN = 6;

/** Null where the suite ended before it could say anything. */
export function readReport(file: string): JestReport | null {
  try {
    // The shape is Jest's, and it is read right after Jest wrote it.
    return JSON.parse(readFileSync(file, 'utf8')) as JestReport;
  } catch {
    return null;
  }
}

export function failedFiles({ testResults }: JestReport): readonly string[] {
  return testResults.filter(({ status }) => status === 'failed').map(({ name }) => name);
}

/** Counts tests; a file that broke before its first test has failed once. Files in `again` count as they ended there. */
export function tally(report: JestReport, again: JestReport | null): Tally {
  const isAgain = new Set(again?.testResults.map(({ name }) => name));
  const files = [...report.testResults.filter(({ name }) => !isAgain.has(name)), ...(again?.testResults ?? [])];
  let [passed, failed] = [0, 0];
  for (const { status, assertionResults } of files) {
    const count = (wanted: string) => assertionResults.filter((result) => result.status === wanted).length;
    passed += count('passed');
    failed += status === 'failed' ? Math.max(1, count('failed')) : 0;
  }
  const flaky = (again?.testResults ?? []).filter(({ status }) => status === 'passed').map(({ name }) => name);
  return { passed, failed, flaky };
}
