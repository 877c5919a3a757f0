import { expect, test } from '@jest/globals';
import { failedFiles, tally, type JestReport } from '../../scripts/jest-report.ts';

const file = (name: string, ...ended: ('passed' | 'failed')[]) => ({
  name,
  status: ended.length === 0 || ended.includes('failed') ? ('failed' as const) : ('passed' as const),
  assertionResults: ended.map((status) => ({ status })),
});
const first: JestReport = {
  testResults: [file('good', 'passed', 'passed'), file('bad', 'passed', 'failed'), file('broken')],
};

test('tests are counted, and a file that broke before its first test has failed once', () => {
  expect(tally(first, null)).toEqual({ passed: 3, failed: 2, flaky: [] });
  expect(failedFiles(first)).toEqual(['bad', 'broken']);
});

test('files that were run again count as they ended there, and what passes then is named as flaky', () => {
  const again: JestReport = { testResults: [file('bad', 'passed', 'passed'), file('broken')] };
  expect(tally(first, again)).toEqual({ passed: 4, failed: 1, flaky: ['bad'] });
});

test('what fails again has failed', () => {
  const again: JestReport = { testResults: [file('bad', 'passed', 'failed'), file('broken', 'failed')] };
  expect(tally(first, again)).toEqual({ passed: 3, failed: 2, flaky: [] });
});
