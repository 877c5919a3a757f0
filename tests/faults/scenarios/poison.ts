import type { Post } from '@hearth/shared/threads/entity';
import type { Result } from '@hearth/shared/kernel/errors';
import { passed, post } from './load.ts';
import type { Proven } from './proven.ts';
import { BOARD, Stage } from './stage.ts';
import { reply } from '@hearth/shared/threads/commands';

/** A text that holds this cannot be rendered by the servers of these runs. */
const POISON = 'belladonna';
const poisoned = `**${POISON}** <img src=x onerror=alert(1)>\nand a second line`;

export interface PoisonProven extends Proven {
  /** The posts whose rendering threw, as they are shown. */
  readonly shown: readonly Post[];
  /** The first words of the thread that began with such a post. */
  readonly excerpt: string;
}

/** F19: rendering throws for some posts, in a reply, an edit and the start of a thread, while people write on. */
export async function renderingThrows({ times }: { readonly times: number }): Promise<PoisonProven> {
  const stage = await Stage.open({ store: 'inside', env: { HEARTH_POISON: POISON } });
  try {
    const people = await Promise.all(['ana', 'ben', 'cem'].map((who) => stage.driver(who)));
    const load = post(stage.threadId, people, 20);
    const { threadId } = stage;
    const fay = await stage.person();
    const driver = await stage.driver('fay', { by: fay });
    const postOf = async (text: string) => made(await driver.post(threadId, text));
    const shown: Post[] = [];
    for (let n = 0; n < times; n++) {
      stage.fault('a post that cannot be rendered');
      shown.push(await postOf(poisoned));
      await passed(50);
    }
    const { no } = await postOf('**sound**, for now');
    shown.push((await fay.do('post.edit', { threadId, no, text: poisoned })).post);
    const start = { boardId: BOARD, title: 'Nightshade', text: poisoned, language: 'en' as const };
    const begun = await fay.do('thread.start', start);
    shown.push(begun.post);
    const sent = load.stop() + times + 1;
    const verdict = await stage.verdict();
    return {
      name: `${times} posts that cannot be rendered`,
      seed: 0,
      sent,
      verdict,
      history: stage.history,
      shown,
      excerpt: begun.thread.excerpt,
    };
  } finally {
    await stage.close();
  }
}

/** By the contract of `post.reply`. */
function made(result: Result<unknown> | null): Post {
  if (!result?.ok) throw new Error(`not posted: ${JSON.stringify(result)}`);
  return reply.output.parse(result.value).post;
}
