import { Proxy } from '../../support/proxy.ts';
import { until } from '../../support/watching.ts';
import { passed, post } from './load.ts';
import type { Proven } from './proven.ts';
import { Stage } from './stage.ts';

interface Cuts {
  /** Milliseconds of each cut, one after the other. */
  readonly cutMs: readonly number[];
  /** Milliseconds of silence on an open line. */
  readonly silentMs: number;
  readonly perSecond?: number;
}

/** F9, F10: one person's network is cut, falls silent and comes back, and the page is reloaded in between, while all post. */
export async function networkFails({ cutMs, silentMs, perSecond = 20 }: Cuts): Promise<Proven> {
  const stage = await Stage.open({ store: 'inside' });
  const line = await Proxy.before(stage.server.url);
  try {
    const ana = await stage.driver('ana', { at: line.url });
    const ben = await stage.driver('ben');
    const load = post(stage.threadId, [ana, ben], perSecond);
    for (const ms of cutMs) {
      await passed(500);
      stage.fault(`line cut for ${ms} ms`);
      line.cut();
      await passed(ms / 2);
      ana.reload();
      await passed(ms / 2);
      line.mend();
      await until(() => ana.isConnected, 'ana to be back', 15_000);
    }
    stage.fault(`line silent for ${silentMs} ms`);
    line.fallSilent();
    await passed(silentMs);
    line.mend();
    const sent = load.stop();
    const verdict = await stage.verdict();
    return {
      name: `line cut ${cutMs.length} times, silent ${silentMs} ms`,
      seed: 0,
      sent,
      verdict,
      history: stage.history,
    };
  } finally {
    await stage.close();
    await line.close();
  }
}

/** F9: somebody writes `posts` posts while their line is cut. All of them go once it is back, in their order. */
export async function muchHasWaited(posts: number): Promise<Proven> {
  const stage = await Stage.open({ store: 'inside' });
  const line = await Proxy.before(stage.server.url);
  try {
    const ana = await stage.driver('ana', { at: line.url });
    await stage.driver('ben');
    stage.fault(`line cut while ${posts} posts are written`);
    line.cut();
    await until(() => !ana.isConnected, 'ana to notice', 5_000);
    for (let n = 1; n <= posts; n++) void ana.post(stage.threadId, `Post ${n}`);
    line.mend();
    await until(() => ana.unanswered === 0, 'all of them to be answered', 60_000);
    const verdict = await stage.verdict();
    return { name: `${posts} posts waited for the line`, seed: 0, sent: posts, verdict, history: stage.history };
  } finally {
    await stage.close();
    await line.close();
  }
}

export interface SlowProven extends Proven {
  /** Whether the server put the slow connection out. */
  readonly isPutOut: boolean;
}

/** F11: somebody takes a kilobyte a second of a thread in which long posts arrive. */
export async function clientIsSlow({ posts }: { readonly posts: number }): Promise<SlowProven> {
  const stage = await Stage.open({ store: 'inside', env: { LOG_LEVEL: 'warn' } });
  const line = await Proxy.before(stage.server.url);
  try {
    const slow = await stage.driver('slow', { at: line.url });
    const [ben, eva] = [await stage.driver('ben'), await stage.driver('eva')];
    line.slow({ bytesPerSecond: 1_000 });
    stage.fault('a line of a kilobyte a second');
    const text = 'Long words stay long. '.repeat(850);
    let sent = 0;
    const isPutOut = () => /too slow/.test(stage.server.printed);
    for (; sent < posts && !isPutOut(); sent++) await (sent % 2 ? ben : eva).post(stage.threadId, `${sent} ${text}`);
    await until(isPutOut, 'the slow one to be put out', 10_000).catch(() => {});
    const wasPutOut = isPutOut();
    line.cut();
    await until(() => !slow.isConnected, 'the slow one to notice', 10_000);
    line.mend();
    const verdict = await stage.verdict();
    return {
      name: 'a client of a kilobyte a second',
      seed: 0,
      sent,
      verdict,
      history: stage.history,
      isPutOut: wasPutOut,
    };
  } finally {
    await stage.close();
    await line.close();
  }
}
