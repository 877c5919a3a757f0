import { beforeAll } from '@jest/globals';
import mongoose from 'mongoose';
import type { StoreInUse } from './use-store.ts';

/** One mongoose connection to the store in use, with models under names no other test has used. */
export interface MongooseInUse {
  readonly connection: mongoose.Connection;
  /** Hydrated documents have any fields here: the probes read what a schema of the moment declares. */
  model(schema: mongoose.Schema, name?: string): mongoose.Model<mongoose.mongo.BSON.Document>;
}

export function useMongoose(store: StoreInUse): MongooseInUse {
  let opened: mongoose.Connection | undefined;
  const connection = (): mongoose.Connection => {
    if (!opened) throw new Error('The connection opens before the first test of a file.');
    return opened;
  };
  beforeAll(async () => {
    const options = { dbName: store.db.databaseName, autoIndex: true, serverSelectionTimeoutMS: 5000 };
    opened = await mongoose.createConnection(store.uri, options).asPromise();
  });
  store.closeBefore(async () => {
    // Models build their indexes in the background from the moment they are made.
    await Promise.allSettled(Object.values(opened?.models ?? {}).map((model) => model.init()));
    await opened?.close();
  });
  return {
    get connection() {
      return connection();
    },
    model: (schema, name = `M${store.name()}`) => connection().model<mongoose.mongo.BSON.Document>(name, schema),
  };
}
