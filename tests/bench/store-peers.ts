import mongoose from 'mongoose';

const { MongoClient, ObjectId } = mongoose.mongo;

/** A post as the boards have them: about 450 bytes. */
export interface Post {
  readonly _id: mongoose.mongo.ObjectId;
  readonly key: string;
  readonly room: number;
  readonly at: number;
  readonly likes: number;
  readonly text: string;
}

/** What is measured: the same four things, whoever does them. */
export interface Peer {
  insert(post: Post): Promise<unknown>;
  find(key: string): Promise<unknown>;
  page(room: number): Promise<unknown>;
  like(key: string): Promise<unknown>;
  close(): Promise<void>;
}

export const rooms = 50;

export function aPost(number: number): Post {
  const text = 'What worked for us was to ask the parents first. '.repeat(7);
  return { _id: new ObjectId(), key: `post-${number}`, room: number % rooms, at: number, likes: 0, text };
}

/** The driver with the app's own settings: every write is in the journal before it is acknowledged. */
export async function openStore(
  uri: string,
  connections: number,
): Promise<Peer & { client: mongoose.mongo.MongoClient }> {
  const client = await new MongoClient(uri, {
    writeConcern: { w: 'majority', journal: true },
    retryWrites: false,
    minPoolSize: Math.min(connections, 4),
    maxPoolSize: connections,
  }).connect();
  const posts = client.db('bench').collection<Post>('posts');
  await posts.createIndexes([{ key: { key: 1 }, unique: true }, { key: { room: 1, at: -1 } }]);
  return {
    client,
    insert: (post) => posts.insertOne(post),
    find: (key) => posts.findOne({ key }),
    page: (room) => posts.find({ room }, { sort: { at: -1 }, limit: 20 }).toArray(),
    like: (key) => posts.findOneAndUpdate({ key }, { $inc: { likes: 1 } }),
    close: () => client.close(),
  };
}
