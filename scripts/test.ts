import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
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
}

const ROOT = join(import.meta.dirname, '..');
const NODE = process.execPath;
const bin = (name: string) => join(ROOT, 'node_modules', name);
const tsc = bin('typescript/bin/tsc');
const CACHE = join(ROOT, '.cache');

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

/** How many test files at once. What breaks things, or measures, has the machine to itself. */
const workers = { unit: 2, store: 2, app: 2, faults: 1, browser: 2 } as const;

const suites: readonly Step[] = Object.entries(workers).map(([project, count]) => ({
  name: project,
  title: `Tests: ${project}`,
  project,
  command: [
    NODE,
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    bin('jest/bin/jest.js'),
    ...['--selectProjects', project, '--maxWorkers', String(count)],
    ...['--json', '--outputFile', join(CACHE, `jest-${project}.json`), '--forceExit'],
  ],
}));

interface Counts {
  passed: number;
  failed: number;
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
  const failed = steps.filter((step) => !ran.get(step)?.isGood).map(({ title }) => title);
  const counts: Counts = { passed: 0, failed: 0 };
  const rows = steps.map((step) => {
    const { isGood = false, seconds = 0 } = ran.get(step) ?? {};
    const said = step.project ? count(step.project, counts) : '';
    return `${isGood ? '✓' : '✗'} ${step.title.padEnd(20)} ${seconds.toFixed(1).padStart(7)} s  ${said}`;
  });
  console.log(`\n${rows.join('\n')}\n`);
  if (failed.length > 0) console.log(`Failed: ${failed.join(', ')}`);
  if (steps.some((step) => step.project)) console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

/** Runs steps, so many beside each other; what one of several says is told when it has ended. */
async function inLanes(steps: readonly Step[], lanes: 1 | 2, ran: Map<Step, Ran>): Promise<void> {
  const queue = [...steps];
  const lane = async () => {
    for (let step = queue.shift(); step; step = queue.shift()) {
      const begin = performance.now();
      const isGood = await run(step, lanes > 1);
      ran.set(step, { isGood, seconds: (performance.now() - begin) / 1000 });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
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
  if (project) rmSync(join(CACHE, `jest-${project}.json`), { force: true });
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

/** Adds what a suite counted; a suite that died before it could count has failed once. */
function count(project: string, counts: Counts): string {
  try {
    // jest's own report; of it only counts are read.
    const result = JSON.parse(readFileSync(join(CACHE, `jest-${project}.json`), 'utf8')) as Record<string, number>;
    const passed = result['numPassedTests'] ?? 0;
    const failed = (result['numFailedTests'] ?? 0) + (result['numRuntimeErrorTestSuites'] ?? 0);
    counts.passed += passed;
    counts.failed += failed;
    return `${passed} passed, ${failed} failed`;
  } catch {
    counts.failed += 1;
    return 'did not finish';
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
