import type { ThreadId } from '@hearth/shared/threads/entity';
import { edit, publish, start } from '../features/practice/service.ts';
import type { Filling } from './filling.ts';
import type { DemoNetwork } from './network.ts';

/** Whoever asked writes down what others can learn from it. */
export async function fillPractice(
  { network, as }: Pick<Filling, 'network' | 'as'>,
  { key, answer = 1 }: DemoNetwork['threads'][number],
  threadId: ThreadId,
): Promise<void> {
  for (const { by, hoursAgo, picked, words } of network.practiced.filter(({ thread }) => thread === key)) {
    const at = (what: string) => as(by, hoursAgo * 60, `thread ${key} practice ${what}`);
    const { rev } = await start(at('start'), { threadId, picked });
    await edit(at('edit'), { threadId, ...words, named: [1, answer, ...picked], rev });
    await publish(at('publish'), { threadId });
  }
}
