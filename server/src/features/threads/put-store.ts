import { batch } from '../../platform/batch.ts';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { PostModel, type PostRecord } from './model.ts';

/**
 * What follows from a stored event may be lost with the power: the event brings it back. In any order; where one does not fit
 * the schema mongoose would pass it over in silence, unless it is told not to.
 */
const each = { writeConcern: { w: 1, j: false }, ordered: false, throwOnValidationError: true } as const;

/** Writes posts, later ones over earlier ones, each unless a newer one is there. */
export async function putPosts(posts: readonly PostRecord[]): Promise<void> {
  await Promise.all(posts.map(putPost));
}

const putPost: (post: PostRecord) => Promise<void> = batch(async (posts: readonly PostRecord[]) => {
  const inOrder = posts.toSorted((a, b) => a.rev - b.rev);
  const newest = [...new Map(inOrder.map((post) => [`${post.threadId}/${post.no}`, post])).values()];
  const writes = newest.map((post) => ({
    updateOne: { filter: keyOf(post), update: { $setOnInsert: fieldsOf(post) }, upsert: true },
  }));
  const { upsertedIds } = await retryOnDuplicate(() => PostModel.bulkWrite(writes, each));
  const known = newest.filter((_post, place) => !(place in upsertedIds));
  if (known.length > 0) await updatePosts(known);
  return posts.map(() => undefined);
});

async function updatePosts(posts: readonly PostRecord[]): Promise<void> {
  const updates = posts.map((post) => ({
    updateOne: {
      filter: { ...keyOf(post), rev: { $lt: post.rev } },
      update: { $set: fieldsOf(post), $unset: missingIn(post) },
    },
  }));
  await PostModel.bulkWrite(updates, each);
}

function keyOf({ threadId, no }: PostRecord) {
  return { threadId, no };
}

/** A post that went elsewhere has nothing left of what it had. */
function missingIn(post: PostRecord): Record<string, 1> {
  const may = ['alias', 'pictures', 'files', 'poll', 'cards', 'inReplyTo', 'note', 'purged', 'authorDeleted'] as const;
  return Object.fromEntries(may.filter((name) => post[name] === undefined).map((name) => [name, 1] as const));
}

/** Events of an edit once held the document's own `_id` too, which is another one where the document was lost and made again. */
function fieldsOf({ threadId: _threadId, no: _no, _id, ...fields }: PostRecord & { readonly _id?: unknown }) {
  return fields;
}
