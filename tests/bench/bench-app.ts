import mongoose from 'mongoose';
import { openStore } from '@hearth/server/platform/mongo';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { Pinned } from './pinned.ts';
import { Mailbox } from '../support/mailbox.ts';
import type { Person } from '../support/person.ts';
import { runAdmin, SECRET } from '../support/processes.ts';

export const TEXT = 'What worked for us was to ask the parents first.';

const mailbox = (await Mailbox.start()).unref();

/** The settings of a server under measurement: its own folder, limits out of the way. */
export function settingsOf(folder: string): Record<string, string> {
  return {
    HEARTH_DATA: folder,
    PORT: '0',
    HEARTH_DEMO: 'off',
    HEARTH_SECRET: SECRET,
    HEARTH_RATE_FACTOR: '10000',
    SMTP_URL: mailbox.url,
  };
}

/** Makes the one board; before a server runs in the folder. */
export async function makeBoard(
  settings: Readonly<Record<string, string>>,
  readers: 'everyone' | 'members' = 'everyone',
): Promise<void> {
  const names = ['--name-en', 'Bench', '--name-es', 'Banco', '--purpose-en', 'Work.', '--purpose-es', 'Trabajo.'];
  await runAdmin(['board', 'add', '--id', 'bench', '--readers', readers, ...names], settings);
}

/** Somebody new. */
export function join(url: string): Promise<Person> {
  return mailbox.join(url);
}

const MONTH_MS = 30 * 86_400_000;

/** Cookies of people who were invited a month ago, as most who write are; before a server runs with the settings. */
export async function joinKnown(settings: ReturnType<typeof settingsOf>, count: number): Promise<(string | null)[]> {
  const server = await Pinned.start('server/src/main.ts', settings);
  const cookies: (string | null)[] = [];
  try {
    while (cookies.length < count) cookies.push((await join(server.url)).cookie);
  } finally {
    await server.stop();
  }
  const { MONGODB_URI: mongoUri = null, HEARTH_DATA: dataFolder = '' } = settings;
  const store = await openStore({ mongoUri, dataFolder });
  try {
    const known = { isInvited: true, joinedAt: new Date(Date.now() - MONTH_MS) };
    await mongoose.connection.collection('people').updateMany({}, { $set: known });
  } finally {
    await store.close();
  }
  return cookies;
}

/** A thread of so many posts. */
export async function startThread(person: Person, posts = 1): Promise<ThreadId> {
  const input = { boardId: 'bench', title: 'Bench', text: TEXT, language: 'en' as const };
  const { thread } = await person.do('thread.start', input);
  for (let no = 2; no <= posts; no++) await person.do('post.reply', { threadId: thread.id, text: `${TEXT} ${no}` });
  return thread.id;
}

/** Documents written at once. */
const BATCH = 2_000;

/**
 * Copies a thread of fifty posts until there are `posts` of them, in the store of a folder that no server has open: the
 * documents are the product's own, with other ids. Returns how many posts there are then.
 */
export async function fill(folder: string, threadId: ThreadId, posts: number): Promise<number> {
  const store = await openStore({ mongoUri: null, dataFolder: folder });
  try {
    const { connection } = mongoose;
    const kinds = [
      ['threads', { _id: threadId }],
      ['posts', { threadId }],
      ['events', { stream: `thread:${threadId}` }],
    ] as const;
    for (const [name, filter] of kinds) {
      const collection = connection.collection(name);
      const model = await collection.find(filter).toArray();
      const text = mongoose.mongo.BSON.EJSON.stringify(model);
      const have = await collection.countDocuments({});
      const each = Math.max(1, model.length);
      let batch: object[] = [];
      for (let n = Math.floor(have / each); n * 50 < posts; n++) {
        batch.push(...copies(text, threadId, n));
        if (batch.length < BATCH) continue;
        await collection.insertMany(batch, { writeConcern: { w: 1 } });
        batch = [];
      }
      if (batch.length > 0) await collection.insertMany(batch, { writeConcern: { w: 1 } });
    }
    return await connection.collection('posts').countDocuments({});
  } finally {
    await store.close();
  }
}

/** The `n`-th copy, a second older than the one before. */
function copies(text: string, threadId: string, n: number): object[] {
  const id = n.toString(16).padStart(16, '0');
  const documents: Record<string, unknown>[] = mongoose.mongo.BSON.EJSON.parse(text.replaceAll(threadId, id));
  for (const document of documents) {
    if (document['_id'] instanceof mongoose.mongo.BSON.ObjectId) delete document['_id'];
    if (document['lastPostAt'] instanceof Date)
      document['lastPostAt'] = new Date(document['lastPostAt'].getTime() - n * 1_000);
  }
  return documents;
}
