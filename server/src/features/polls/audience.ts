import type { Reader } from '../../request/context.ts';
import { findPostOfPoll, threadAudience } from '../threads/access.ts';
import { choicesOf } from './ballots.ts';
import { findPoll } from './store.ts';

/** Whoever reads the post watches its poll. Those who have voted are told more where only they see it yet. */
export async function pollAudience(reader: Reader, id: string): Promise<'public' | 'voted' | null> {
  const { actor } = reader;
  const post = await findPostOfPoll(id);
  if (!post?.poll || post.deletedAt || !(await threadAudience(reader, post.threadId))) return null;
  const { results } = (await findPoll(id)) ?? post.poll;
  if (results !== 'voted' || actor.kind !== 'person') return 'public';
  return (await choicesOf(actor.id, id)).length > 0 ? 'voted' : 'public';
}
