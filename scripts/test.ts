import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { failedFiles, MOST_AGAIN, readReport, tally, type JestReport, type Tally } from './jest-report.ts';
import { ensureSystemPackages } from './system-packages.ts';

interface Step {
  readonly name: string;
  readonly title: string;
  readonly command: readonly string[];
  /** The Jest project's name, where it is one. */
  readonly project?: string;
  /** Where it runs; the root of the checkout unless said. */
  readonly folder?: string;
}

interface Ran {
  readonly isGood: boolean;
  readonly seconds: number;
  /** Of a suite; null where it died before it could count. */
  readonly counts: Tally | null;
}

const ROOT = join(import.meta.dirname, '..');
const NODE = process.execPath;
const bin = (name: string) => join(ROOT, 'node_modules', name);
const tsc = bin('typescript/bin/tsc');
const CACHE = join(ROOT, '.cache');
const reportOf = (project: string) => join(CACHE, `jest-${project}.json`);

/** What the framework generates for the pages' types may be missing or old, and the checks look at it. */
const sync: Step = {
  name: 'types',
  title: 'Types of routes',
  command: [NODE, bin('@sveltejs/kit/svelte-kit.js'), 'sync'],
  folder: 'web',
};

/** In any order, two at a time. */
const checks: readonly Step[] = [
  ...['shared', 'server', 'tests', 'web/src/service-worker'].map((part) => ({
    name: 'types',
    title: `Types of ${part}`,
    command: [NODE, tsc, '-p', part],
  })),
  {
    name: 'types',
    title: 'Types of web',
    command: [
      NODE,
      bin('svelte-check/bin/svelte-check'),
      '--workspace',
      'web',
      '--tsconfig',
      './tsconfig.json',
      '--fail-on-warnings',
      '--output',
      'human',
    ],
  },
  { name: 'lint', title: 'Lint', command: [NODE, bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'] },
  {
    name: 'format',
    title: 'Format',
    command: [NODE, bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  },
  {
    name: 'exports',
    title: 'Dead exports',
    command: [NODE, bin('knip/bin/knip.js'), '--no-progress', '--include', 'files,exports,types,duplicates'],
  },
  { name: 'docs', title: 'Docs', command: [NODE, 'scripts/check-docs.ts'] },
];

/**
 * How many test files at once: those with a server wait for disks and sockets four tenths of their time, while a browser keeps
 * a processor busy. What breaks things, or measures, has the machine to itself.
 */
const workers = { unit: 2, store: 2, app: 3, faults: 1, browser: 2 } as const;

const suites: readonly Step[] = Object.entries(workers).map(([project, count]) =>
  suite(project, ['--maxWorkers', `${count}`]),
);

function suite(project: string, options: readonly string[]): Step {
  return {
    name: project,
    title: `Tests: ${project}`,
    project,
    command: [
      NODE,
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      bin('jest/bin/jest.js'),
      ...['--selectProjects', project, ...options],
      ...['--json', '--outputFile', reportOf(project), '--forceExit'],
    ],
  };
}

async function main(wanted: readonly string[]): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const steps = choose(wanted);
  const isWanted = (step: Step) => steps.includes(step);
  if (steps.some(({ project = '' }) => ['app', 'faults', 'browser'].includes(project))) await ensureSystemPackages();
  const ran = new Map<Step, Ran>();
  await inLanes([sync].filter(isWanted), 1, ran);
  await inLanes(checks.filter(isWanted), 2, ran);
  await inLanes(suites.filter(isWanted), 1, ran);
  console.log(`\n${steps.map((step) => row(step, ran.get(step))).join('\n')}\n`);
  const failed = steps.filter((step) => !ran.get(step)?.isGood).map(({ title }) => title);
  const counts = [...ran.values()].flatMap((one) => one.counts ?? []);
  const flaky = counts.flatMap((one) => one.flaky).map((file) => relative(ROOT, file));
  if (flaky.length > 0) console.log(`Passed only when run again, alone: ${flaky.join(', ')}`);
  if (failed.length > 0) console.log(`Failed: ${failed.join(', ')}`);
  const sum = (of: 'passed' | 'failed') => counts.reduce((all, one) => all + one[of], 0);
  if (steps.some((step) => step.project)) console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

function row({ title, project }: Step, { isGood = false, seconds = 0, counts = null }: Partial<Ran> = {}): string {
  const said = counts ? `${counts.passed} passed, ${counts.failed} failed` : project ? 'did not finish' : '';
  return `${isGood ? '✓' : '✗'} ${title.padEnd(20)} ${seconds.toFixed(1).padStart(7)} s  ${said}`;
}

/** Runs steps, so many beside each other; what one of several says is told when it has ended. */
async function inLanes(steps: readonly Step[], lanes: 1 | 2, ran: Map<Step, Ran>): Promise<void> {
  const queue = [...steps];
  const lane = async () => {
    for (let step = queue.shift(); step; step = queue.shift()) {
      const begin = performance.now();
      const ended = step.project ? await runSuite(step, step.project) : await runCheck(step, lanes > 1);
      ran.set(step, { ...ended, seconds: (performance.now() - begin) / 1000 });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function runCheck(step: Step, isBuffered: boolean): Promise<Omit<Ran, 'seconds'>> {
  return { isGood: await run(step, isBuffered), counts: null };
}

/** A few files that failed are run once more, alone: what fails then as well has failed. */
async function runSuite(step: Step, project: string): Promise<Omit<Ran, 'seconds'>> {
  const isGood = await run(step, false);
  const report = readReport(reportOf(project));
  const failed = report ? failedFiles(report) : [];
  if (!report || failed.length === 0) return { isGood, counts: report && tally(report, null) };
  const again = failed.length > MOST_AGAIN ? null : await runAgain(project, failed);
  const counts = tally(report, again);
  return { isGood: counts.failed === 0, counts };
}

async function runAgain(project: string, files: readonly string[]): Promise<JestReport | null> {
  console.log(`\nOnce more, alone: ${files.map((file) => relative(ROOT, file)).join(', ')}`);
  await run(suite(project, ['--runInBand', '--runTestsByPath', ...files]), false);
  return readReport(reportOf(project));
}

function choose(wanted: readonly string[]): readonly Step[] {
  const all = [sync, ...checks, ...suites];
  if (wanted.length === 0) return all;
  if (wanted[0] === 'check') return [sync, ...checks];
  const chosen = all.filter((step) => wanted.includes(step.name));
  if (chosen.length === 0)
    throw new Error(`Known steps: check, ${[...new Set(all.map((step) => step.name))].join(', ')}`);
  return chosen;
}

function run({ title, command, project, folder = '.' }: Step, isBuffered: boolean): Promise<boolean> {
  const [program = '', ...args] = command;
  if (project) rmSync(reportOf(project), { force: true });
  const said: Buffer[] = [];
  const head = `\n── ${title}\n`;
  if (!isBuffered) process.stdout.write(head);
  const stdio = isBuffered ? 'pipe' : 'inherit';
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: join(ROOT, folder), stdio: ['ignore', stdio, stdio] });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk));
    const end = (isGood: boolean) => {
      if (isBuffered) process.stdout.write(Buffer.concat([Buffer.from(head), ...said]));
      resolve(isGood);
    };
    child.on('close', (code) => end(code === 0));
    child.on('error', () => end(false));
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
