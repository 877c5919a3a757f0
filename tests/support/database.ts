import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';

export interface TestDatabase {
  readonly uri: string;
  readonly name: string;
  /** Leaves nothing of it. */
  drop(): Promise<void>;
}

/**
 * A database of its own in the MongoDB that `MONGODB_URI` names, null where it names none. The database that the address
 * itself names is never touched.
 */
export function ownDatabase(): TestDatabase | null {
  const { MONGODB_URI } = process.env;
  if (!MONGODB_URI) return null;
  const [, server = '', options = ''] = /^(mongodb(?:\+srv)?:\/\/[^/]+)\/?[^?]*(.*)$/.exec(MONGODB_URI) ?? [];
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const uri = `${server}/${name}${options}`;
  return {
    uri,
    name,
    drop: async () => {
      const client = await new mongoose.mongo.MongoClient(uri).connect();
      await client.db(name).dropDatabase();
      await client.close();
    },
  };
}

/** Says of a test that it does not move to the MongoDB that is given, and why not. */
export function staysEmbedded(why: string): void {
  if (process.env.MONGODB_URI) process.stderr.write(`Stays on the embedded store: ${why}.\n`);
}
