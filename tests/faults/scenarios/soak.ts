import { setTimeout as passed } from 'node:timers/promises';
import type { Position } from '@hearth/shared/kernel/protocol';
import type { LiveSocket } from '@hearth/web/lib/live/connection';
import { lineTo } from '../../support/driver.ts';
import { Person } from '../../support/person.ts';
import { until } from '../../support/watching.ts';
import { post } from './load.ts';
import type { Proven, Say } from './proven.ts';
import { Stage } from './stage.ts';

interface Soaking {
  readonly clients: number;
  readonly perSecond: number;
  /** Before the first measurement: caches fill, code is compiled. */
  readonly warmUpMs: number;
  readonly measuredMs: number;
  readonly say?: Say;
}

/** What a server holds after its garbage is collected, its store's thread included. */
interface Held {
  /** Milliseconds since the first one. */
  readonly at: number;
  readonly bytes: number;
  /** What the main thread holds open, by kind. */
  readonly handles: Readonly<Record<string, number>>;
}

export interface SoakProven extends Proven {
  /** Bytes a minute, by least squares. */
  readonly slope: number;
  /** Bytes from the first measurement to the last. */
  readonly grown: number;
  /** Kinds of handles of which there are more in the end. */
  readonly grownHandles: readonly string[];
  /** Numbers that did not follow the one before, at all onlookers together. */
  readonly skipped: number;
}

const MEASUREMENTS = 12;
/** Of the onlookers, between two measurements: they leave and others come. */
const CHANGING = 0.1;
/** A pool may have opened another connection; what leaks does so with every post or onlooker. */
const FEW = 5;

/** F21: many look on for long, coming and going, while few post steadily; the server must not hold more and more. */
export async function soaked(soaking: Soaking): Promise<SoakProven> {
  const preload = new URL('gauge.ts', import.meta.url).href;
  const stage = await Stage.open({ store: 'inside', env: { NODE_OPTIONS: `--import=${preload}` } });
  const audience = new Audience(stage);
  try {
    const people = await Promise.all(['ana', 'ben', 'cem', 'dia', 'eva'].map((who) => stage.driver(who)));
    await audience.come(soaking.clients);
    const load = post(stage.threadId, people, soaking.perSecond);
    await passed(soaking.warmUpMs);
    const held = await watched(stage, audience, soaking);
    const sent = load.stop();
    const verdict = await stage.verdict();
    const { seq } = stage.drivers[0]?.show(`thread:${stage.threadId}`) ?? { seq: -1 };
    await until(() => audience.isAt(seq), 'everybody to have seen everything', 10_000);
    const [slope, last] = [slopeOf(held), held.at(-1)];
    const minutes = (soaking.warmUpMs + soaking.measuredMs) / 60_000;
    return {
      name: `${soaking.clients} look on for ${minutes.toFixed(1)} minutes: ${(slope / 1e6).toFixed(2)} MB a minute`,
      seed: 0,
      sent,
      verdict,
      history: stage.history,
      slope,
      grown: (last?.bytes ?? 0) - (held[0]?.bytes ?? 0),
      grownHandles: Object.entries(last?.handles ?? {})
        .filter(([kind, count]) => count > (held[0]?.handles[kind] ?? 0) + FEW)
        .map(([kind, count]) => `${kind}: ${held[0]?.handles[kind] ?? 0} became ${count}`),
      skipped: audience.skipped,
    };
  } finally {
    audience.leave();
    await stage.close();
  }
}

/** Fails where it does hold more and more; for runs of minutes. */
export function steady(proven: SoakProven): SoakProven {
  const { slope, grownHandles, skipped } = proven;
  if (slope < 1e6 && grownHandles.length === 0 && skipped === 0) return proven;
  throw new Error(`${proven.name}; handles: ${grownHandles.join(', ') || 'as before'}; ${skipped} numbers skipped`);
}

async function watched(stage: Stage, audience: Audience, { measuredMs, say = () => {} }: Soaking): Promise<Held[]> {
  const held: Held[] = [];
  const begun = performance.now();
  for (let n = 0; n < MEASUREMENTS; n++) {
    await audience.change(CHANGING);
    await passed(Math.max(0, (measuredMs * n) / (MEASUREMENTS - 1) - (performance.now() - begun)));
    const one = { at: performance.now() - begun, ...(await measure(stage)) };
    held.push(one);
    const handles = Object.entries(one.handles).map(([kind, count]) => `${count} ${kind}`);
    say(`${Math.round(one.at / 1_000)} s: ${(one.bytes / 1e6).toFixed(2)} MB, ${handles.join(', ')}`);
  }
  return held;
}

/** People who watch a thread and keep nothing but the last number. */
class Audience {
  readonly #stage: Stage;
  readonly #reader: Person;
  #onlookers: Onlooker[] = [];
  #skipped = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#reader = new Person(stage.server.url, null, null);
  }

  async come(count: number): Promise<void> {
    const { threadId, server } = this.#stage;
    for (let n = 0; n < count; n += 50) {
      const { position } = await this.#reader.see('thread.get', { threadId, from: 1 });
      const some = Array.from({ length: Math.min(50, count - n) }, () => new Onlooker(server.url, threadId, position));
      this.#onlookers.push(...some);
      await until(() => some.every(({ isWatching }) => isWatching), 'onlookers to watch', 20_000);
    }
  }

  /** The longest-standing leave and as many others come. */
  async change(part: number): Promise<void> {
    const going = this.#onlookers.splice(0, Math.ceil(this.#onlookers.length * part));
    for (const onlooker of going) {
      this.#skipped += onlooker.skipped;
      onlooker.close();
    }
    await this.come(going.length);
  }

  isAt(seq: number): boolean {
    return this.#onlookers.every((onlooker) => onlooker.seq === seq);
  }

  get skipped(): number {
    return this.#onlookers.reduce((sum, { skipped }) => sum + skipped, this.#skipped);
  }

  leave(): void {
    for (const onlooker of this.#onlookers) onlooker.close();
  }
}

class Onlooker {
  seq: number;
  skipped = 0;
  isWatching = false;
  readonly #socket: LiveSocket;
  /** What came before the answer to `watch`, which goes first. */
  readonly #early: number[] = [];

  constructor(url: string, threadId: string, since: Position) {
    this.seq = since.seq;
    this.#socket = lineTo(url, null).socket;
    this.#socket.on('event', ({ seq }) => (this.isWatching ? this.#see(seq) : this.#early.push(seq)));
    this.#socket.on('connect', () => void this.#watch(`thread:${threadId}`, since));
  }

  close(): void {
    this.#socket.disconnect();
  }

  async #watch(stream: string, since: Position): Promise<void> {
    const answer = await this.#socket.emitWithAck('watch', stream, since);
    if (!answer.ok || answer.value.kind !== 'events') return;
    for (const seq of [...answer.value.events.map((event) => event.seq), ...this.#early]) this.#see(seq);
    this.isWatching = true;
  }

  #see(seq: number): void {
    if (seq > this.seq + 1) this.skipped += 1;
    this.seq = Math.max(this.seq, seq);
  }
}

async function measure({ server }: Stage): Promise<Omit<Held, 'at'>> {
  const before = linesOf(server.printed).length;
  server.signal('SIGUSR2');
  // The main thread and the store's.
  await until(() => linesOf(server.printed).length >= before + 2, 'both threads to tell what they hold', 20_000);
  const told = linesOf(server.printed).slice(before);
  const bytes = told.reduce((sum, line) => sum + line.bytes, 0);
  return { bytes, handles: told.find(({ isMainThread }) => isMainThread)?.handles ?? {} };
}

interface Line extends Omit<Held, 'at'> {
  readonly isMainThread: boolean;
}

function linesOf(printed: string): Line[] {
  // As gauge.ts writes them.
  return [...printed.matchAll(/^gauge (.*)$/gm)].map(([, json = '']) => JSON.parse(json) as Line);
}

function slopeOf(held: readonly Held[]): number {
  const mean = (of: (one: Held) => number) => held.reduce((sum, one) => sum + of(one), 0) / held.length;
  const [at, bytes] = [mean((one) => one.at), mean((one) => one.bytes)];
  const over = held.reduce((sum, one) => sum + (one.at - at) * (one.bytes - bytes), 0);
  return (60_000 * over) / held.reduce((sum, one) => sum + (one.at - at) ** 2, 0);
}
