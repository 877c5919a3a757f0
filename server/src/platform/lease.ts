import { randomUUID } from 'node:crypto';
import { setTimeout as passed } from 'node:timers/promises';
import { model, Schema } from 'mongoose';
import { isDuplicate } from './retry-on-duplicate.ts';
import { ToldError } from './sentence.ts';

/** Who does what only one process may do at a time, and how often they have said since that they still do. */
interface LeaseRecord {
  readonly _id: string;
  readonly holder: string;
  readonly beat: number;
}

const schema = new Schema<LeaseRecord>(
  {
    _id: { type: String, required: true },
    holder: { type: String, required: true },
    beat: { type: Number, required: true },
  },
  { collection: 'leases', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
const LeaseModel = model('Lease', schema);

/** A holder that says nothing for so long has lost it. */
const LASTS_MS = 8_000;
const BEAT_MS = 1_500;
const LOOK_MS = 300;

interface Wanted {
  readonly name: string;
  /** False when no other process can be at this store: whoever holds it then is dead. */
  readonly isShared: boolean;
  /** Told once when another one holds it. */
  readonly onWait: () => void;
}

export interface Lease {
  /** Aborted when it was lost: the process stood still, or the store was away, for too long, and somebody else may be at it. */
  readonly signal: AbortSignal;
  /** Asks the store whether it is still held; throws when not. */
  requireHeld(): Promise<void>;
}

/**
 * Does a piece of work while no other process does one of this name.
 *
 * No two clocks are compared: whoever waits watches the holder's beats by a clock of their own.
 */
export async function withLease<T>(wanted: Wanted, work: (lease: Lease) => Promise<T>): Promise<T> {
  const own = { _id: wanted.name, holder: randomUUID() };
  await take(own, wanted);
  const lost = new AbortController();
  const { beat, stop } = keep(own, lost);
  const requireHeld = async () => {
    await beat();
    lost.signal.throwIfAborted();
  };
  try {
    const done = await work({ signal: lost.signal, requireHeld });
    await requireHeld();
    return done;
  } finally {
    await stop();
    await LeaseModel.deleteOne(own).catch(() => {});
  }
}

type Own = Pick<LeaseRecord, '_id' | 'holder'>;

async function take(own: Own, { isShared, onWait }: Wanted): Promise<void> {
  let seen: LeaseRecord | null = null;
  let since = 0;
  while (!(await isTaken(own))) {
    const held: LeaseRecord | null = await LeaseModel.findById(own._id).lean<LeaseRecord>();
    if (!held) continue;
    if (held.holder !== seen?.holder || held.beat !== seen.beat) {
      if (!seen && isShared) onWait();
      since = performance.now();
    }
    seen = held;
    const isDead = !isShared || performance.now() - since > LASTS_MS;
    // Only from the one that was seen dead: of several who wait, one gets it.
    if (isDead) await LeaseModel.deleteOne(held);
    else await passed(LOOK_MS);
  }
}

async function isTaken(own: Own): Promise<boolean> {
  try {
    await LeaseModel.insertOne({ ...own, beat: 0 });
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** Says that the holder is alive until it is stopped, or until that came too late. */
function keep(own: Own, lost: AbortController): { beat: () => Promise<void>; stop: () => Promise<void> } {
  let last = performance.now();
  let beating = Promise.resolve();
  const giveUp = () =>
    lost.abort(new ToldError('Another server has taken over what this one was preparing. Start it again.'));
  const giveUpWhenLate = () => {
    if (performance.now() - last > LASTS_MS - 2 * BEAT_MS) giveUp();
  };
  const beat = async () => {
    const at = performance.now();
    const isOwn = await LeaseModel.updateOne(own, { $inc: { beat: 1 } }).then(
      ({ matchedCount }) => matchedCount === 1,
      // The store is away: it may be back in time.
      () => null,
    );
    if (isOwn) last = at;
    if (isOwn === false) giveUp();
    giveUpWhenLate();
  };
  const timer = setInterval(() => {
    // The beat before may still be waiting for an answer.
    giveUpWhenLate();
    beating = beating.then(beat);
  }, BEAT_MS);
  const stop = () => {
    clearInterval(timer);
    return beating;
  };
  return { beat, stop };
}
