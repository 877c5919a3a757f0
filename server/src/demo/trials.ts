import type { ThreadId } from '@hearth/shared/threads/entity';
import { report } from '../features/trials/service.ts';
import type { Filling } from './filling.ts';

/** People tell what came of an answer, each at their time. */
export async function fillTrials(
  { network, as }: Pick<Filling, 'network' | 'as'>,
  thread: string,
  threadId: ThreadId,
): Promise<void> {
  for (const { no, reports } of network.trials.filter((one) => one.thread === thread))
    for (const { by, hoursAgo, said } of reports) {
      const context = as(by, hoursAgo * 60, `thread ${thread} trial ${no} ${by}`);
      await report(context, { threadId, no, ...said });
    }
}
