import { passed, post } from './load.ts';
import type { Proven } from './proven.ts';
import { Stage } from './stage.ts';

/**
 * F20: while staff write in their own board, on two servers, moderators lose their role or end their sessions, with the
 * pub/sub up and with Redis killed.
 */
export async function rightsLost(): Promise<Proven> {
  const stage = await Stage.open({ store: 'beside', servers: 2, redis: true, readers: 'staff' });
  try {
    const [here, there] = stage.servers;
    const admin = await stage.staff('admin');
    const writer = await stage.driver('writer', { by: await stage.staff('moderator') });
    const load = post(stage.threadId, [writer], 20);
    for (const pubSub of ['up', 'down'] as const) {
      if (pubSub === 'down') await stage.redis?.kill();
      await passed(1_000);
      for (const how of ['role', 'session'] as const) {
        const moderator = await stage.staff('moderator');
        const connections = [here, there].map((server, n) =>
          stage.driver(`${how} ${pubSub} ${n}`, { by: moderator, ...(server && { server }) }),
        );
        const drivers = await Promise.all(connections);
        await passed(500);
        if (how === 'role') await admin.do('person.set-role', { personId: moderator.personId, role: 'member' });
        else await moderator.do('account.sign-out-everywhere', {});
        for (const driver of drivers) driver.loseRight(stage.threadId);
        await passed(2_000);
      }
    }
    const sent = load.stop();
    return {
      name: 'rights lost while people write',
      seed: 0,
      sent,
      verdict: await stage.verdict(),
      history: stage.history,
    };
  } finally {
    await stage.close();
  }
}
