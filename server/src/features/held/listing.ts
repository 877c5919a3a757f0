import { heldId } from '@hearth/shared/held/entity';
import { heldLimits } from '@hearth/shared/held/limits';
import { OWN_HELD } from '@hearth/shared/held/own';
import type { Services } from '../../services.ts';
import { tellOwn } from '../accounts/access.ts';
import { dropFiles, giveFiles } from '../files/access.ts';
import { closeItem, openItem, placeItem, whoseOf } from '../review/access.ts';
import { filesIn, subjectOfHeld } from './input.ts';
import { boardOf } from './where.ts';
import { findHeld, readUnlisted, setListed, turnHeld, type HeldRecord } from './store.ts';

/** What follows once it is stored: its files stay with it, and it stands in the queue of its board. Repeatable. */
export async function list(services: Services, record: HeldRecord): Promise<void> {
  const { _id, personId } = record;
  await giveFiles(subjectOfHeld(_id), filesIn(record));
  const subject = { kind: 'held', heldId: heldId.parse(_id) } as const;
  const named = { key: _id, kind: 'hold' } as const;
  const boardId = await boardOf(record);
  await openItem(services, { ...named, subject, boardId, whose: whoseOf(services, _id, personId) });
  // Its thread may have been moved just then, when there was no item yet that could have followed.
  const now = await boardOf(record);
  if (now !== boardId) await placeItem(services, { ...named, boardId: now });
  // Or its author has taken it back just then, when there was no item yet that could have been closed.
  if ((await findHeld(_id))?.state === 'withdrawn') return void (await finishWithdrawn(services, record));
  await setListed(_id);
  tellOwn(services, personId, OWN_HELD, _id, 0);
}

/** What follows once its author has taken it back: its files go, it is out of the queue, and then its words go. Repeatable. */
export async function finishWithdrawn(services: Services, record: HeldRecord): Promise<HeldRecord> {
  const { _id, personId } = record;
  await dropFiles(services, subjectOfHeld(_id), filesIn(record));
  await closeItem(services, { key: _id, kind: 'hold' });
  const endsAt = new Date(services.clock.now().getTime() + heldLimits.undoDays * DAY_MS);
  const done = { input: null, isListed: true, endsAt } as const;
  await turnHeld(_id, { from: ['withdrawn'] }, done);
  tellOwn(services, personId, OWN_HELD, _id, 'withdrawn');
  return { ...record, state: 'withdrawn', ...done };
}

const DAY_MS = 86_400_000;
/** Longer than that takes: its server died in between. */
const FORGOTTEN_MS = 5_000;
const AT_ONCE = 100;

export async function recoverHeld(services: Services): Promise<void> {
  const before = new Date(services.clock.now().getTime() - FORGOTTEN_MS);
  for (const record of await readUnlisted(before, AT_ONCE)) {
    try {
      await (record.state === 'withdrawn' ? finishWithdrawn(services, record) : list(services, record));
    } catch (error) {
      // Those behind it do not wait for it.
      services.log.error({ error, heldId: record._id }, 'a held post could not be put into the queue, or out of it');
    }
  }
}
