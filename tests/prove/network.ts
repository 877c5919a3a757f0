import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DAY } from '../network/day.ts';
import { answers, deliveries, heaviest, percentile } from '../network/figures.ts';
import { simulate, type Simulated } from '../network/network.ts';
import { report } from '../network/report.ts';
import { ills, isClean } from '../support/history/check.ts';
import type { Flags } from './flags.ts';
import { record } from './record.ts';

const FOLDER = fileURLToPath(new URL('../../.cache/network/', import.meta.url));

/**
 * `--members=2000 --minutes=6 --seed=…`: a day of a network in so many real minutes; plots go to `.cache/network`.
 * `--record` writes the figures into docs/network.md and the plots beside it.
 */
export async function proveNetwork(flags: Flags): Promise<boolean> {
  process.env['NODE_ENV'] = 'test';
  const members = Number(flags.get('members') ?? 2_000);
  const minutes = Number(flags.get('minutes') ?? 6);
  const seed = Number(flags.get('seed') ?? Date.now() % 2 ** 31);
  const minuteMs = (minutes * 60_000) / DAY;
  const run = await simulate({ members, minuteMs, seed, say });
  const lines = summaryOf(run, { members, minutes, seed });
  say(lines.join('\n'));
  say(`Plots: ${await report(run, minuteMs, FOLDER, lines)}`);
  if (flags.has('record')) {
    await report(run, minuteMs, fileURLToPath(new URL('../../docs/pictures/network/', import.meta.url)), lines);
    await record('network.md', lines);
  }
  if (holds(run)) return true;
  const file = join(FOLDER, 'history.jsonl');
  const bad = run.pageLoads.filter(({ status }) => status !== 200);
  say(bad.map(({ at, status }) => `${clockAt((at - run.beganAt) / minuteMs)} a page was ${status}`).join('\n'));
  run.history.write(file);
  say([...run.verdict.details.slice(0, 10), ...run.broken.slice(0, 10), `The history is in ${file}`].join('\n'));
  return false;
}

/** Nothing may be lost or wrong. A proxy may say 502 or 503 while things restart, which the table tells; nobody else may. */
function holds({ verdict, votesLost, votesDoubled, broken, pageLoads }: Simulated): boolean {
  const isPagesGood = pageLoads.every(({ status }) => [200, 502, 503].includes(status));
  return isClean(verdict) && votesLost + votesDoubled + broken.length === 0 && isPagesGood;
}

function summaryOf(
  run: Simulated,
  { members, minutes, seed }: { members: number; minutes: number; seed: number },
): string[] {
  const { history, verdict, truth, pageLoads } = run;
  const took = (all: readonly { ms: number }[]) => {
    const each = all.map(({ ms }) => ms);
    return [0.5, 0.95, 0.99].map((part) => `${Math.round(percentile(each, part))} ms`).join(' | ');
  };
  const { cores, memoryBytes, lagSeconds } = heaviest(run);
  const delivered = deliveries(history.entries, truth);
  const day = new Date().toISOString().slice(0, 10);
  const byStatus = Object.entries(Object.groupBy(pageLoads, ({ status }) => status));
  const pages = byStatus.map(([status, some]) => `${some?.length ?? 0} × ${status}`).join(', ');
  return [
    `${day}, Node ${process.version}, ${cpus().length} cores for everything, the simulation included; ${members} members, a day in ${minutes} minutes, seed ${seed}:`,
    '',
    '| | |',
    '| --- | --- |',
    `| visits, most pages open at once | ${run.visits}, ${run.mostOnline} |`,
    `| page loads | ${pages} |`,
    `| posts, threads and questions given, acknowledged | ${history.count('invoke')}, ${history.count('ok')} |`,
    `| votes acknowledged, lost, counted twice | ${run.votes}, ${run.votesLost}, ${run.votesDoubled} |`,
    `| events delivered to open pages | ${delivered.length} |`,
    `| visits that failed | ${run.broken.length} |`,
    ...ills.map((ill) => `| ${ill} | ${verdict[ill]} |`),
    `| busiest server: cores, memory, event loop delay p99 | ${cores.toFixed(2)}, ${Math.round(memoryBytes / 1e6)} MB, ${Math.round(lagSeconds * 1_000)} ms |`,
    '',
    '| | p50 | p95 | p99 |',
    '| --- | --- | --- | --- |',
    `| command → its answer | ${took(answers(history.entries))} |`,
    `| command → another’s page | ${took(delivered)} |`,
    `| loading a page’s HTML | ${took(pageLoads)} |`,
  ];
}

function clockAt(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(Math.floor(minute % 60)).padStart(2, '0')}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
