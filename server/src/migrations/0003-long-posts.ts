import mongoose, { type AnyObject } from 'mongoose';
import { plain } from '../features/threads/markdown/plain.ts';
import type { Migration } from './migration.ts';

/** Looked through at once: a look through all of them would be a long one. */
const SOME = 2_000;
/** In bytes; a post's HTML as versions before rendered it had no end. */
const MOST = 128 * 1024;

/** Posts whose HTML was much longer than their words are shown as they were written: on pages, and in the log. */
export const longPosts: Migration = {
  name: '0003-long-posts',
  async run(signal) {
    await shorten('posts', '', signal);
    await shorten('events', 'data.post.', signal);
  },
};

async function shorten(name: string, path: string, signal: AbortSignal): Promise<void> {
  const collection = mongoose.connection.collection(name);
  const bytes = { $strLenBytes: { $ifNull: [`$${path}html`, ''] } };
  for (let after: AnyObject = {}; ;) {
    signal.throwIfAborted();
    const [last] = await collection
      .find(after, { projection: { _id: 1 } })
      .sort({ _id: 1 })
      .skip(SOME - 1)
      .limit(1)
      .toArray();
    const some = { ...after, ...(last && { _id: { ...after['_id'], $lte: last._id } }) };
    const long = await collection
      .find({ ...some, $expr: { $gt: [bytes, MOST] } }, { projection: { text: `$${path}text` } })
      .toArray();
    for (const { _id, text } of long) {
      // Unless it was changed meanwhile.
      await collection.updateOne({ _id, [`${path}text`]: text }, { $set: { [`${path}html`]: plain(String(text)) } });
    }
    if (!last) return;
    after = { _id: { $gt: last._id } };
  }
}
