import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { Person } from '../support/person.ts';
import { join, joinKnown, makeBoard, settingsOf, startThread } from './bench-app.ts';
import { median, round } from './measure.ts';
import { Pinned } from './pinned.ts';

/** What the gates are built for: so many new accounts write 5,000 posts in five minutes. */
const ACCOUNTS = 50;
const POSTS_A_SECOND = 5_000 / 300;
/** People who are known, and go on talking; so many that none of them meets a limit. */
const OTHERS = 20;
/** Replies of theirs in each turn, so long after one another, in milliseconds. */
const REPLIES = 40;
const PAUSE_MS = 250;
const TURNS = 5;

interface Costs {
  readonly median: number;
  readonly p95: number;
}

interface FloodBench {
  /** Others' replies during a flood against those of a quiet time. */
  readonly ratio: Costs;
  readonly quietMs: Costs;
  readonly floodedMs: Costs;
  /** What the flood was answered, by reason. */
  readonly answers: Readonly<Record<string, number>>;
  readonly lost: number;
}

/** Replies of people who are known while new accounts flood their board, against quiet times, by turns in the same server. */
export async function benchFlood(): Promise<FloodBench> {
  const folder = await mkdtemp(pathOf(tmpdir(), 'hearth-bench-'));
  const settings = { ...settingsOf(folder), HEARTH_RATE_FACTOR: '1' };
  try {
    await makeBoard(settings);
    const known = await joinKnown(settingsOf(folder), OTHERS);
    const server = await Pinned.start('server/src/main.ts', settings);
    try {
      const others = known.map((cookie) => new Person(server.url, null, cookie));
      const accounts: Person[] = [];
      while (accounts.length < ACCOUNTS) accounts.push(await join(server.url));
      return await measure(others, accounts);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(others: readonly Person[], accounts: readonly Person[]): Promise<FloodBench> {
  const [starter] = others;
  if (!starter) throw new Error('nobody is known');
  const [flooded, talked] = [await startThread(starter), await startThread(starter)];
  const answers: Record<string, number> = {};
  let lost = 0;
  let said = 0;
  const reply = async () => {
    const by = others[said++ % others.length];
    if (!(await by?.try('post.reply', { threadId: talked, text: `We asked the parents first, ${said}.` }))?.ok) lost++;
  };
  const turns: { readonly quiet: Costs; readonly busy: Costs }[] = [];
  await talk(reply);
  for (let turn = 0; turn < TURNS; turn++) {
    const quiet = await talk(reply);
    const flood = new Flood(accounts, flooded, answers);
    const busy = await talk(reply);
    await flood.stop();
    turns.push({ quiet, busy });
  }
  const all = (when: 'quiet' | 'busy') => ({
    median: round(median(turns.map((turn) => turn[when].median))),
    p95: round(median(turns.map((turn) => turn[when].p95))),
  });
  const [quietMs, floodedMs] = [all('quiet'), all('busy')];
  const ratio = { median: round(floodedMs.median / quietMs.median), p95: round(floodedMs.p95 / quietMs.p95) };
  return { ratio, quietMs, floodedMs, answers, lost };
}

/** What replies cost that come one after another, as in a conversation. */
async function talk(reply: () => Promise<void>): Promise<Costs> {
  const taken: number[] = [];
  for (let n = 0; n < REPLIES; n++) {
    const started = performance.now();
    await reply();
    taken.push(performance.now() - started);
    await after(PAUSE_MS);
  }
  return { median: median(taken), p95: taken.toSorted((a, b) => a - b)[Math.floor(taken.length * 0.95)] ?? NaN };
}

/** New accounts that write by turns, at a rate that does not wait for answers. */
class Flood {
  readonly #timer: NodeJS.Timeout;
  readonly #sent: Promise<void>[] = [];

  constructor(accounts: readonly Person[], threadId: ThreadId, answers: Record<string, number>) {
    const send = async (n: number) => {
      const result = await accounts[n % accounts.length]?.try('post.reply', {
        threadId,
        text: `Buy number ${n} here.`,
      });
      const said = result?.ok ? 'there' : (result?.error.reason ?? 'nobody');
      answers[said] = (answers[said] ?? 0) + 1;
    };
    this.#timer = setInterval(() => this.#sent.push(send(this.#sent.length)), 1_000 / POSTS_A_SECOND);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#sent);
  }
}
