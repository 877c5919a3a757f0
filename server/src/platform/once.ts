import mongoose from 'mongoose';

/** A unique key was there already. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoServerError && error.code === 11000;
}

/** Two upserts of one unique key may meet; MongoDB then refuses one of them, and trying it once more finds the other's. */
export async function once<T>(upsert: () => Promise<T>): Promise<T> {
  try {
    return await upsert();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return upsert();
  }
}
