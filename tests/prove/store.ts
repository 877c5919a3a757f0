import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crash, type CrashReport } from '../store/support/crash.ts';
import { tear, type TornReport } from '../store/support/torn.ts';
import type { Flags } from './flags.ts';
import { record } from './record.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Proved {
  readonly crash: CrashReport;
  readonly torn: TornReport;
  readonly model: { readonly times: number; readonly seed: number; readonly held: boolean };
}

/**
 * `--kills=100 --torn=100 --cases=10`: kills under load, damaged logs, and ten times the random cases of a build.
 * `--record` writes the result into docs/embedded-store.md.
 */
export async function proveStore(flags: Flags): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-prove-'));
  try {
    const proved = {
      crash: await killed(join(folder, 'crash'), Number(flags.get('kills') ?? 100)),
      torn: await torn(join(folder, 'torn'), Number(flags.get('torn') ?? 100)),
      model: await modelled(Number(flags.get('cases') ?? 10)),
    };
    const lines = summary(proved);
    say(lines.join('\n'));
    if (flags.has('record')) await record('embedded-store.md', lines);
    return held(proved);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function killed(folder: string, kills: number): Promise<CrashReport> {
  const onKill = (report: CrashReport): void =>
    say(`kill ${report.kills}/${kills}: ${report.acknowledged} acknowledged, ${report.lost} lost`);
  return crash({ folder, kills, onKill });
}

async function torn(folder: string, variants: number): Promise<TornReport> {
  const report = await tear(folder, variants);
  for (const wrong of report.wrong) say(`torn log: ${wrong}`);
  say(`${variants} torn logs: ${report.wrong.length} wrong`);
  return report;
}

/** The model's tests are the build's own, with more cases. */
async function modelled(times: number): Promise<Proved['model']> {
  const seed = Date.now() % 2 ** 31;
  say(`random cases, ${times} times a build's, seed ${seed} …`);
  const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, jest, 'tests/store/model', '--selectProjects', 'store', '-w', '1'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, STORE_CASES: String(times), STORE_SEED: String(seed) },
  });
  const [code] = await once(child, 'exit');
  return { times, seed, held: code === 0 };
}

function held({ crash: report, torn: logs, model }: Proved): boolean {
  const faults = report.lost + report.ghosts + report.miscounted + report.disagreements + logs.wrong.length;
  return faults === 0 && model.held;
}

function summary({ crash: report, torn: logs, model }: Proved): string[] {
  const day = new Date().toISOString().slice(0, 10);
  return [
    `- ${day}, Node ${process.version}, ${cpus().length} cores: ${held({ crash: report, torn: logs, model }) ? 'everything held' : '**something failed**'}.`,
    `- ${report.kills} kills under 12 writers: ${report.acknowledged} acknowledged, ${report.lost} lost, ${report.ghosts} unsent, ` +
      `${report.miscounted} miscounted, ${report.disagreements} disagreements; slowest restart ${Math.round(report.slowestRestartMs)} ms.`,
    `- ${logs.variants} damaged logs of ${logs.logBytes} bytes: ${logs.wrong.length} wrong.`,
    `- ${(27_000 * model.times).toLocaleString('en')} random cases against the model, seed ${model.seed}: ${model.held ? 'no difference' : '**differences**'}.`,
  ];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
