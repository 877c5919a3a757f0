import { createHmac } from 'node:crypto';
import { comparable, isRepeated, mostRepeats, REPEATED_WITHIN_MS } from '@hearth/shared/held/policy';
import type { Services } from '../../services.ts';
import { addPrint, countOtherPeople, countOtherPlaces, takeOffPrint, type PrintRecord } from './gate-store.ts';

const DAY_MS = 86_400_000;

type Parts = Pick<Services, 'secret' | 'clock'>;

interface Written {
  readonly personId: string;
  readonly place: string;
  readonly text: string;
}

/** Words of somebody new, as they are noted and compared. */
export type Print = Omit<PrintRecord, 'count'>;

/**
 * Notes that somebody new writes these words, before it is asked where else they stand: of many who write at the same moment
 * none is overlooked. Null for what is too short to be told apart.
 */
export async function notePrint(services: Parts, written: Written): Promise<Print | null> {
  const own = printOf(services, written);
  if (own) await addPrint(own);
  return own;
}

/** What was refused stands nowhere, and is tried again. */
export async function forgetPrint({ _id }: Print): Promise<void> {
  await takeOffPrint(_id);
}

/** Whether words that somebody new writes stand in too many places already. */
export async function isRepeatedHere(own: Print): Promise<boolean> {
  const since = new Date(own.at.getTime() - REPEATED_WITHIN_MS);
  const [places, people] = await Promise.all([
    countOtherPlaces(own, mostRepeats.places),
    countOtherPeople(own, since, mostRepeats.people),
  ]);
  return isRepeated({ places, people });
}

function printOf({ secret, clock }: Parts, { personId, place, text }: Written): Print | null {
  const words = comparable(text);
  if (words === null) return null;
  const keyed = (what: string) => createHmac('sha256', secret).update(what).digest('base64url').slice(0, 22);
  const at = clock.now();
  const whose = { print: keyed(`print ${words}`), who: keyed(`print of ${personId}`), place };
  const _id = keyed(`print at ${whose.print} ${whose.who} ${place}`);
  return { _id, ...whose, at, endsAt: new Date(at.getTime() + DAY_MS) };
}
