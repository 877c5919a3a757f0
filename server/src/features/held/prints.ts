import { createHmac } from 'node:crypto';
import { comparable, isRepeated } from '@hearth/shared/held/policy';
import type { Services } from '../../services.ts';
import { putPrint, readPrints, type PrintRecord } from './gate-store.ts';

const DAY_MS = 86_400_000;

type Parts = Pick<Services, 'secret' | 'clock'>;

interface Written {
  readonly commandId: string;
  readonly personId: string;
  readonly place: string;
  readonly text: string;
}

/** Whether words that somebody new writes stand in too many places already. */
export async function isRepeatedHere(services: Parts, written: Written): Promise<boolean> {
  const own = printOf(services, written);
  if (!own) return false;
  const all = await readPrints(own.print);
  return isRepeated(
    own,
    all.filter((one) => one._id !== own._id),
  );
}

/** Notes that somebody new has written these words. */
export async function noteWords(services: Parts, written: Written): Promise<void> {
  const own = printOf(services, written);
  if (own) await putPrint(own);
}

/** Null for what is too short to be told apart. */
function printOf({ secret, clock }: Parts, { commandId, personId, place, text }: Written): PrintRecord | null {
  const words = comparable(text);
  if (words === null) return null;
  const keyed = (what: string) => createHmac('sha256', secret).update(what).digest('base64url').slice(0, 22);
  const at = clock.now();
  const whose = { print: keyed(`print ${words}`), who: keyed(`print of ${personId}`) };
  return { _id: keyed(`print by ${commandId}`), ...whose, place, at, endsAt: new Date(at.getTime() + DAY_MS) };
}
