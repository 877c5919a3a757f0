import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { rightsLost } from '../faults/scenarios/access.ts';
import { killed } from '../faults/scenarios/kill.ts';
import { clientIsSlow, muchHasWaited, networkFails } from '../faults/scenarios/network.ts';
import { clocksDiffer, oneDies, redisFails, restarted, storm } from '../faults/scenarios/nodes.ts';
import { renderingThrows } from '../faults/scenarios/poison.ts';
import { powerFails } from '../faults/scenarios/power.ts';
import type { Proven } from '../faults/scenarios/proven.ts';
import { soaked, steady } from '../faults/scenarios/soak.ts';
import { storeFails } from '../faults/scenarios/store.ts';
import { ills, isClean } from '../support/history/check.ts';
import type { Flags } from './flags.ts';
import { record } from './record.ts';

type Numbers = ReturnType<typeof numbersOf>;
interface Row {
  readonly faults: string;
  /** What was found, or null where the run itself failed. */
  readonly proven: Proven | null;
  readonly seconds: number;
}

/** By what is broken: the faults' numbers, and how they are made. */
const scenarios: Readonly<Record<string, readonly [string, (numbers: Numbers) => Promise<Proven>]>> = {
  kill: ['F1, F2', ({ random, chosen, seed }) => killed({ random, chosen, seed, say })],
  restart: ['F3', ({ restarts }) => restarted(restarts)],
  redis: ['F4, F5', ({ downMs }) => redisFails([1_000, downMs])],
  gone: ['F6', ({ downMs }) => storeFails(['killed', 'cut', 'frozen', 'silent'], { forMs: downMs })],
  slow: ['F7', ({ downMs }) => storeFails(['slow', 'crawling'], { forMs: downMs })],
  torn: ['F8, F16', () => storeFails(['torn', 'forgetful', 'full'], { forMs: 3_000 })],
  network: ['F9, F10', ({ downMs }) => networkFails({ cutMs: [2_000, downMs], silentMs: 60_000 })],
  backlog: ['F9', () => muchHasWaited(1_000)],
  client: ['F11', () => clientIsSlow({ posts: 3_000 })],
  clocks: ['F13', () => clocksDiffer([600_000, 5_000, -600_000])],
  death: ['F14', ({ downMs }) => oneDies(downMs)],
  storm: ['F15', ({ clients }) => storm(clients)],
  power: ['F17, F18', ({ cuts, seed }) => powerFails({ cuts, seed, say })],
  poison: ['F19', () => renderingThrows({ times: 100 })],
  access: ['F20', () => rightsLost()],
  soak: ['F21', ({ clients, minutes }) => longRun(clients, minutes)],
};

/**
 * `--only=kill,redis --random=50 --chosen=20 --seed=… --cuts=20 --restarts=3 --down=10 (seconds) --clients=1000
 * --minutes=12`; `--record` writes
 * the table into docs/faults.md.
 */
export async function proveFaults(flags: Flags): Promise<boolean> {
  process.env['NODE_ENV'] = 'test';
  const numbers = numbersOf(flags);
  const wanted = flags.get('only')?.split(',') ?? Object.keys(scenarios);
  const rows: Row[] = [];
  for (const name of wanted) {
    const [faults, run] = scenarios[name] ?? [];
    if (!faults || !run) throw new Error(`There is no ${name}: ${Object.keys(scenarios).join(', ')}`);
    say(`${name} (${faults}) …`);
    rows.push(await one(name, faults, () => run(numbers)));
  }
  const lines = table(rows, numbers.seed);
  say(lines.join('\n'));
  if (flags.has('record')) await record('faults.md', lines);
  return rows.every(({ proven }) => proven && isClean(proven.verdict));
}

/** Half of it to warm up, six minutes at most: until its caches are full, a server holds some megabytes more. */
async function longRun(clients: number, minutes: number): Promise<Proven> {
  const [warmUpMs, wholeMs] = [Math.min(minutes * 30_000, 360_000), minutes * 60_000];
  return steady(await soaked({ clients, perSecond: 5, warmUpMs, measuredMs: wholeMs - warmUpMs, say }));
}

async function one(name: string, faults: string, run: () => Promise<Proven>): Promise<Row> {
  const begun = performance.now();
  const proven = await run().catch((error: unknown) => {
    say(`${name} failed: ${inspect(error)}`);
    return null;
  });
  const seconds = Math.round((performance.now() - begun) / 1_000);
  if (proven && !isClean(proven.verdict)) {
    const file = join(tmpdir(), `hearth-${name}.jsonl`);
    proven.history.write(file);
    say([...proven.verdict.details.slice(0, 10), `The history is in ${file}`].join('\n'));
  }
  say(`${name}: ${proven && isClean(proven.verdict) ? 'held' : 'DID NOT HOLD'}, ${seconds} s`);
  return { faults, proven, seconds };
}

function numbersOf(flags: Flags) {
  const number = (flag: string, otherwise: number) => Number(flags.get(flag) ?? otherwise);
  return {
    random: number('random', 50),
    chosen: number('chosen', 20),
    seed: number('seed', Date.now() % 2 ** 31),
    cuts: number('cuts', 20),
    restarts: number('restarts', 3),
    downMs: number('down', 10) * 1_000,
    clients: number('clients', 1_000),
    minutes: number('minutes', 12),
  };
}

function table(rows: readonly Row[], seed: number): string[] {
  const day = new Date().toISOString().slice(0, 10);
  const body = rows.map(({ faults, proven, seconds }) => {
    if (!proven) return `| ${faults} | **the run failed** | | | ${ills.map(() => '').join(' | ')} | ${seconds} |`;
    const { name, sent, history, verdict } = proven;
    const found = ills.map((ill) => verdict[ill]).join(' | ');
    return `| ${faults} | ${name} | ${sent} | ${history.count('ok')} | ${found} | ${seconds} |`;
  });
  return [
    `${day}, Node ${process.version}, ${cpus().length} cores, seed ${seed}:`,
    '',
    `| | what was done | given | acknowledged | ${ills.join(' | ')} | seconds |`,
    `| --- | --- | --- | --- | ${ills.map(() => '---').join(' | ')} | --- |`,
    ...body,
  ];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
