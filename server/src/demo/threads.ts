import { boardId } from '@hearth/shared/boards/entity';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { threadId } from '@hearth/shared/threads/entity';
import { reply, start } from '../features/threads/service.ts';
import type { Filling } from './filling.ts';
import { commandIdOf } from './ids.ts';

/** Starts the demo threads and answers in them, each post at its time. */
export async function fillThreads({ network, as, tick }: Filling): Promise<void> {
  for (const thread of network.threads) {
    const what = `thread ${thread.key}`;
    const id = threadId.parse(idFrom(commandIdOf(what)));
    for (const [n, post] of thread.posts.entries()) {
      if (n === 0) {
        const opening = {
          boardId: boardId.parse(thread.board),
          title: thread.title,
          text: post.text,
          language: thread.language,
        };
        await start(as(post.by, post.minutesAgo, what), opening);
      } else {
        await reply(as(post.by, post.minutesAgo, `${what} post ${n + 1}`), { threadId: id, text: post.text });
      }
      tick();
    }
  }
}
