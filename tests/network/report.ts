import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { happenings } from './day.ts';
import { answers, coresOf, deliveries, percentile, type Took } from './figures.ts';
import type { Simulated } from './network.ts';
import { svgOf, type Plot, type Series } from './plot.ts';
import type { Sample, Told } from './samples.ts';

/** Half an hour. */
const STEP = 0.5;

/** Writes one SVG for each plot and a page with all of them; returns the page's path. */
export async function report(
  run: Simulated,
  minuteMs: number,
  folder: string,
  summary: readonly string[],
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const plots = plotsOf(run, minuteMs);
  for (const [name, plot] of Object.entries(plots)) await writeFile(join(folder, `${name}.svg`), svgOf(plot));
  const file = join(folder, 'index.html');
  await writeFile(file, pageOf(Object.values(plots).map(svgOf), summary));
  return file;
}

function plotsOf(run: Simulated, minuteMs: number): Record<string, Plot> {
  const { history, truth, samples, pageLoads, beganAt } = run;
  const hour = (at: number) => (at - beganAt) / minuteMs / 60;
  const marks = happenings.map(({ at, what }) => ({ x: at / 60, name: what }));
  const took = (title: string, all: readonly Took[]): Plot => ({
    title,
    unit: 'ms',
    marks,
    series: [0.5, 0.95].map((part) => ({ name: `p${part * 100}`, points: eachStep(all, hour, part) })),
  });
  const line = (name: string, read: (sample: Sample) => number): Series => ({
    name,
    points: samples.map((sample) => ({ x: hour(sample.at), y: read(sample) })),
  });
  const both = (read: (told: Told) => number): Series[] =>
    ['server a', 'server b'].map((name, n) =>
      line(name, ({ servers }) => (servers[n] ? read(servers[n]) : Number.NaN)),
    );
  const cores = ['server a', 'server b'].map((name, n) => ({
    name,
    points: coresOf(samples).map(({ at, values }) => ({ x: hour(at), y: values[n] ?? Number.NaN })),
  }));
  const tries = history.entries.filter(({ kind }) => kind === 'info');
  const lags = [...both((told) => told.lagSeconds * 1_000), line('the simulation', (one) => one.ownLagSeconds * 1_000)];
  return {
    people: { title: 'Pages open', unit: '', marks, series: [line('pages', ({ online }) => online)] },
    answers: took('From a command to its answer', answers(history.entries)),
    deliveries: took('From a command to another’s page', deliveries(history.entries, truth)),
    pages: took('Loading a page (HTML)', pageLoads),
    lag: { title: 'Event loop delay, p99', unit: 'ms', marks, series: lags },
    processor: { title: 'Processor', unit: 'cores', marks, series: cores },
    memory: { title: 'Memory', unit: 'MB', marks, series: both((told) => told.memoryBytes / 1e6) },
    errors: {
      title: 'Tries without an answer, or answered “busy”, each half hour',
      unit: '',
      marks,
      series: [{ name: 'tries', points: counted(tries, hour) }],
    },
  };
}

function eachStep(all: readonly Took[], hour: (at: number) => number, part: number): { x: number; y: number }[] {
  const byStep = Map.groupBy(all, ({ at }) => Math.floor(hour(at) / STEP));
  return Array.from({ length: 24 / STEP }, (_, step) => ({
    x: (step + 0.5) * STEP,
    y: percentile(
      (byStep.get(step) ?? []).map(({ ms }) => ms),
      part,
    ),
  }));
}

function counted(all: readonly { at: number }[], hour: (at: number) => number): { x: number; y: number }[] {
  const byStep = Map.groupBy(all, ({ at }) => Math.floor(hour(at) / STEP));
  return Array.from({ length: 24 / STEP }, (_, step) => ({ x: (step + 0.5) * STEP, y: byStep.get(step)?.length ?? 0 }));
}

function pageOf(plots: readonly string[], summary: readonly string[]): string {
  const style =
    ':root{color-scheme:light dark}body{font-family:system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}svg{width:100%;height:auto;margin-block:.75rem}pre{white-space:pre-wrap}';
  const happened = happenings
    .map(({ at, what }) => `${Math.floor(at / 60)}:${String(at % 60).padStart(2, '0')} ${what}`)
    .join(' · ');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A simulated network</title><style>${style}</style><h1>A day of a simulated network</h1><p>Dashed: ${happened}; the office hour is from 16:00 to 17:00.</p>${plots.join('\n')}<pre>${summary.join('\n')}</pre></html>\n`;
}
