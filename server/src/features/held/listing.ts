import { heldId } from '@hearth/shared/held/entity';
import { OWN_HELD } from '@hearth/shared/held/own';
import type { Services } from '../../services.ts';
import { tellOwn } from '../accounts/access.ts';
import { giveFiles } from '../files/access.ts';
import { openItem, placeItem } from '../review/access.ts';
import { filesIn, subjectOfHeld } from './input.ts';
import { boardOf } from './where.ts';
import { readUnlisted, setListed, type HeldRecord } from './store.ts';

/** What follows once it is stored: its files stay with it, and it stands in the queue of its board. Repeatable. */
export async function list(services: Services, record: HeldRecord): Promise<void> {
  const { _id, personId } = record;
  await giveFiles(subjectOfHeld(_id), filesIn(record));
  const subject = { kind: 'held', heldId: heldId.parse(_id) } as const;
  const named = { key: _id, kind: 'hold' } as const;
  const boardId = await boardOf(record);
  await openItem(services, { ...named, subject, boardId });
  // Its thread may have been moved just then, when there was no item yet that could have followed.
  const now = await boardOf(record);
  if (now !== boardId) await placeItem(services, { ...named, boardId: now });
  await setListed(_id);
  tellOwn(services, personId, OWN_HELD, _id, 0);
}

/** Longer than that takes: its server died in between. */
const FORGOTTEN_MS = 5_000;
const AT_ONCE = 100;

export async function recoverHeld(services: Services): Promise<void> {
  const before = new Date(services.clock.now().getTime() - FORGOTTEN_MS);
  for (const record of await readUnlisted(before, AT_ONCE)) await list(services, record);
}
