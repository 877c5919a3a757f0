import { createHash } from 'node:crypto';
import mongoose from 'mongoose';
import type { Migration } from './migration.ts';

/** Years after which somebody looks whether it still holds, as they were when this was written. */
const YEARS: Readonly<Record<string, number>> = { link: 1, template: 1 };
const OTHERS = 3;
const SOME = 200;
const DAY_MS = 86_400_000;
/** What is due by now is spread over so many days: nobody is asked about all they ever gave on one morning. */
const SPREAD = 60;

interface Entry {
  readonly _id: string;
  readonly kind: string;
  readonly state: string;
  readonly publishedAt: Date | null;
  readonly checkedAt?: Date;
  readonly reviewAt?: Date;
  readonly seq: number;
  readonly versions?: { readonly current: { readonly at: Date } } | null;
}

/** What was published before there were dates at which it is looked at again has one, and its owner is asked then. */
export const reviewDates: Migration = {
  name: '0010-review-dates',
  async run(signal) {
    const entries = mongoose.connection.collection<Entry>('entries');
    const before = { state: 'published', publishedAt: { $ne: null }, reviewAt: { $exists: false } } as const;
    for (let found = await some(); found.length > 0 && !signal.aborted; found = await some())
      for (const entry of found) await date(entry);

    function some(): Promise<Entry[]> {
      return entries.find(before).limit(SOME).toArray();
    }

    async function date({ _id, kind, publishedAt, seq, versions }: Entry): Promise<void> {
      const checkedAt = versions?.current.at ?? publishedAt;
      if (!checkedAt) return;
      const reviewAt = dateOf(_id, kind, checkedAt);
      // First: whoever finds it done has nothing to put down any more.
      await ask(_id, reviewAt);
      await entries.updateOne({ ...before, _id, seq }, { $set: { checkedAt, reviewAt } });
    }
  },
};

/** The same however often it is worked out on one day, so that of two runs that cross each other one is the other. */
function dateOf(id: string, kind: string, checkedAt: Date): Date {
  const reviewAt = new Date(checkedAt);
  reviewAt.setUTCFullYear(reviewAt.getUTCFullYear() + (YEARS[kind] ?? OTHERS));
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  if (reviewAt.getTime() >= today) return reviewAt;
  const place = createHash('sha256').update(id).digest().readUInt32BE() % SPREAD;
  return new Date(today + (place + 1) * DAY_MS);
}

/** As the library puts down its question; where the date is another one by then, it asks nothing. */
async function ask(entryId: string, reviewAt: Date): Promise<void> {
  const jobs = mongoose.connection.collection<{ _id: string }>('jobs');
  const input = { entryId, reviewAt: reviewAt.toISOString() };
  const job = { kind: 'library.still-true', status: 'waiting', input, at: reviewAt, attempts: 0, beat: 0 };
  const _id = `library.still-true/${entryId}/${reviewAt.toISOString()}`;
  await jobs.updateOne({ _id }, { $setOnInsert: job }, { upsert: true });
}
