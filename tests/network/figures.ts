import type { Truth } from '../support/history/check.ts';
import type { Entry } from '../support/history/history.ts';
import type { Simulated } from './network.ts';

/** How long something took, in milliseconds, and when it was begun. */
export interface Took {
  readonly at: number;
  readonly ms: number;
}

/** From giving a command to its answer, retries included. */
export function answers(history: readonly Entry[]): Took[] {
  const begun = new Map<string, number>();
  const took: Took[] = [];
  for (const entry of history) {
    if (entry.kind === 'invoke') begun.set(entry.op, entry.at);
    const at = entry.kind === 'ok' ? begun.get(entry.op) : undefined;
    if (at !== undefined) took.push({ at, ms: entry.at - at });
  }
  return took;
}

/** From giving a command to its event at somebody’s page; for each page it was sent to while connected. */
export function deliveries(history: readonly Entry[], { streams }: Truth): Took[] {
  const begun = new Map<string, number>();
  const took: Took[] = [];
  for (const entry of history) {
    if (entry.kind === 'invoke') begun.set(entry.op, entry.at);
    if (entry.kind !== 'received') continue;
    const op = streams[entry.stream]?.events[entry.seq - 1]?.commandId ?? '';
    const at = begun.get(op);
    if (at !== undefined) took.push({ at, ms: entry.at - at });
  }
  return took;
}

/** The value that so large a part of them does not exceed; NaN of none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** What servers used of one core, of memory and of time, at the busiest. */
export function heaviest({ samples }: Simulated) {
  const told = samples.flatMap(({ servers }) => servers.filter((one) => one !== null));
  return {
    cores: Math.max(...coresOf(samples).flatMap(({ values }) => values.filter((value) => !Number.isNaN(value)))),
    memoryBytes: Math.max(...told.map(({ memoryBytes }) => memoryBytes)),
    lagSeconds: Math.max(...told.map(({ lagSeconds }) => lagSeconds)),
  };
}

/** Cores that each server used between two samples; NaN where it was away or began anew. */
export function coresOf(samples: Simulated['samples']): { at: number; values: number[] }[] {
  return samples.slice(1).map(({ at, servers }, n) => {
    const before = samples[n];
    const values = servers.map((now, which) => {
      const then = before?.servers[which];
      if (!now || !then || !before || now.cpuSeconds < then.cpuSeconds) return Number.NaN;
      return (now.cpuSeconds - then.cpuSeconds) / ((at - before.at) / 1_000);
    });
    return { at, values };
  });
}
