import { passed, post, randomOf, somethingNew } from './load.ts';
import type { Proven, Say } from './proven.ts';
import { Stage } from './stage.ts';
import { until } from '../../support/watching.ts';

const POINTS = [
  'before-insert',
  'inserted',
  'published',
  'half-projected',
  'projected',
  'before-reactions',
  'before-acknowledge',
] as const;

interface Kills {
  /** Kills at random moments. */
  readonly random: number;
  /** Kills at chosen moments, taken in turn. */
  readonly chosen: number;
  readonly seed: number;
  readonly perSecond?: number;
  readonly say?: Say;
}

/** F1, F2: `kill -9` of the one process with the store inside, under posts; a supervisor starts it again at once. */
export async function killed({
  random: atRandom,
  chosen,
  seed,
  perSecond = 20,
  say = () => {},
}: Kills): Promise<Proven> {
  const stage = await Stage.open({ store: 'inside' });
  const random = randomOf(seed);
  try {
    const posters = await Promise.all(['ana', 'ben', 'cem', 'dia'].map((who) => stage.driver(who)));
    await Promise.all(['eva', 'fay'].map((who) => stage.driver(who)));
    const load = post(stage.threadId, posters, perSecond);
    for (let n = 0; n < atRandom; n++) {
      await somethingNew(stage.history);
      await passed(200 + random() * 1_300);
      stage.fault('kill -9');
      await stage.server.stop('SIGKILL');
      await stage.server.start();
      say(`kill ${n + 1} of ${atRandom} at random: ${stage.history.count('ok')} acknowledged`);
    }
    for (let n = 0; n < chosen; n++) {
      await somethingNew(stage.history);
      const point = `${POINTS[n % POINTS.length] ?? 'inserted'}:${1 + Math.floor(random() * 8)}`;
      stage.fault(`kill -9 at ${point}`);
      await stage.server.stop('SIGKILL');
      await stage.server.start({ HEARTH_FAIL_POINT: point });
      await until(() => !stage.server.isRunning, `the server to end at ${point}`, 20_000);
      await stage.server.start();
      say(`kill ${n + 1} of ${chosen} at ${point}: ${stage.history.count('ok')} acknowledged`);
    }
    const sent = load.stop();
    return {
      name: `${atRandom} kills at random, ${chosen} chosen`,
      seed,
      sent,
      verdict: await stage.verdict(),
      history: stage.history,
    };
  } finally {
    await stage.close();
  }
}
