import { idFrom } from '@hearth/shared/kernel/id-from';
import { threadId } from '@hearth/shared/threads/entity';
import { feature } from '../features/moderating/featuring.ts';
import { lock } from '../features/moderating/locking.ts';
import { merge } from '../features/moderating/merging.ts';
import { move } from '../features/moderating/moving.ts';
import { pin } from '../features/moderating/pinning.ts';
import type { Context } from '../request/context.ts';
import type { Filling } from './filling.ts';
import { commandIdOf } from './ids.ts';
import type { DemoNetwork } from './network.ts';

const DAY_MS = 86_400_000;

/** What moderators did to the demo threads. */
export async function fillModerating({ network, as }: Filling): Promise<void> {
  for (const [n, act] of network.moderated.entries()) {
    const context = as(act.by, act.minutesAgo, `moderated ${n}`);
    await moderate(context, act);
    // What follows has the time it happened at, and not that of the next act.
    await context.services.streams.outbox.drained();
  }
}

async function moderate(context: Context, act: DemoNetwork['moderated'][number]): Promise<void> {
  const id = threadIdOfKey(act.thread);
  switch (act.act) {
    case 'lock':
      await lock(context, { threadId: id, reason: act.reason });
      return;
    case 'move':
      await move(context, { threadId: id, to: act.to });
      return;
    case 'merge':
      await merge(context, { threadId: id, into: threadIdOfKey(act.into) });
      return;
    case 'pin':
      await pin(context, { threadId: id, until: inDays(act.days) });
      return;
    case 'feature':
      await feature(context, { threadId: id, until: inDays(act.days) });
  }
}

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

export function threadIdOfKey(key: string) {
  return threadId.parse(idFrom(commandIdOf(`thread ${key}`)));
}
