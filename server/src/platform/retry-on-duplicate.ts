import mongoose from 'mongoose';

/** A unique key was there already. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoServerError && error.code === 11000;
}

/** The places of a bulk's writes whose unique key was there already; throws anything else that went wrong. */
export function duplicatesIn(error: unknown): ReadonlySet<number> {
  if (!(error instanceof mongoose.mongo.MongoBulkWriteError) || error.result.getWriteConcernError()) throw error;
  const faults = [error.writeErrors].flat();
  // Without any, it was the line or the server that failed, and nothing is known.
  if (faults.length === 0) throw error;
  const other = faults.find(({ code }) => code !== 11000);
  // The bulk's own error carries the first code only, which may be a duplicate's.
  if (other)
    throw new mongoose.mongo.MongoServerError({
      message: other.errmsg ?? error.message,
      code: other.code,
      cause: error,
    });
  return new Set(faults.map(({ index }) => index));
}

/** The places of a bulk's upserts that put something, together with what was put by a try in which one met another's. */
export async function upsertedIn(
  bulk: () => Promise<Pick<mongoose.mongo.BulkWriteResult, 'upsertedIds'>>,
): Promise<ReadonlySet<number>> {
  const places = new Set<number>();
  const note = ({ upsertedIds }: Awaited<ReturnType<typeof bulk>>) => {
    for (const place of Object.keys(upsertedIds)) places.add(Number(place));
  };
  await retryOnDuplicate(async () => {
    try {
      note(await bulk());
    } catch (error) {
      if (error instanceof mongoose.mongo.MongoBulkWriteError) note(error.result);
      throw error;
    }
  });
  return places;
}

/** Two upserts of one unique key may meet; MongoDB then refuses one of them, and trying it once more finds the other's. */
export async function retryOnDuplicate<T>(upsert: () => Promise<T>): Promise<T> {
  try {
    return await upsert();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return upsert();
  }
}
