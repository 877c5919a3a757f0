import { boardId } from '@hearth/shared/boards/entity';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { threadId } from '@hearth/shared/threads/entity';
import { acceptAnswer } from '../features/threads/answering.ts';
import { reply, start } from '../features/threads/service.ts';
import { fillCards } from './cards.ts';
import type { Filling } from './filling.ts';
import { commandIdOf } from './ids.ts';
import { fillVotes, pollBelow } from './polls.ts';
import { drawn, written } from './pictures.ts';
import { fillPractice } from './practice.ts';
import { fillTrials } from './trials.ts';

/** Starts the demo threads and answers in them, each post at its time. */
export async function fillThreads({ network, as, tick }: Filling): Promise<void> {
  for (const thread of network.threads) {
    const what = `thread ${thread.key}`;
    const id = threadId.parse(idFrom(commandIdOf(what)));
    for (const [n, post] of thread.posts.entries()) {
      const context = as(post.by, post.minutesAgo, n === 0 ? what : `${what} post ${n + 1}`);
      const below = network.pictures.filter((one) => one.thread === thread.key && one.no === n + 1);
      const pictures = await Promise.all(
        below.map(async (one) => ({ fileId: await drawn(context, one, 'picture'), alt: one.alt })),
      );
      const files = await Promise.all(
        network.files
          .filter((one) => one.thread === thread.key && one.no === n + 1)
          .map(async (one) => ({ fileId: await written(context, one), name: one.name })),
      );
      const asked = pollBelow(network, thread.key, n + 1);
      if (n === 0) {
        const opening = {
          boardId: boardId.parse(thread.board),
          title: thread.title,
          text: post.text,
          language: thread.language,
          pictures,
          files,
          unnamed: post.unnamed,
          tags: network.tags.flatMap((tag) => (tag.threads.includes(thread.key) ? tag.id : [])),
          ...asked,
        };
        await start(context, opening);
      } else {
        await reply(context, { threadId: id, text: post.text, pictures, files, unnamed: post.unnamed, ...asked });
      }
      await fillCards(context, network, thread.key, n + 1, id);
      tick();
    }
    await fillVotes({ network, as }, thread, id);
    const { answer, posts } = thread;
    const [asker, last] = [posts[0]?.by, posts.at(-1)?.minutesAgo];
    if (answer && asker && last !== undefined)
      await acceptAnswer(as(asker, last, `${what} answer`), { threadId: id, no: answer });
    await fillTrials({ network, as }, thread.key, id);
    await fillPractice({ network, as }, thread, id);
  }
}
