import type { Sanction, SanctionKind } from '@hearth/shared/sanctions/entity';
import * as m from '../paraglide/messages.js';
import { written } from '../text/time.ts';

type Named = Readonly<Record<SanctionKind, () => string>>;

const kinds: Named = {
  warning: () => m.sanction_kind_warning(),
  silence: () => m.sanction_kind_silence(),
  suspension: () => m.sanction_kind_suspension(),
  'sign-out': () => m.sanction_kind_sign_out(),
};

const meanings: Named = {
  warning: () => m.sanction_what_warning(),
  silence: () => m.sanction_what_silence(),
  suspension: () => m.sanction_what_suspension(),
  'sign-out': () => m.sanction_what_sign_out(),
};

export const kindName = (kind: SanctionKind): string => kinds[kind]();
/** To whoever it concerns. */
export const kindMeaning = (kind: SanctionKind): string => meanings[kind]();

/** Where it stands, in a few words, by the reader's own clock or by UTC; empty where there is nothing to say. */
export function standsNow({ kind, until, isInForce, lifted, appeal }: Sanction, timeZone?: 'UTC'): string {
  if (appeal?.decision?.outcome === 'overturned') return m.sanction_overturned();
  if (lifted) return lifted.mistake ? m.sanction_mistake() : m.sanction_lifted();
  if (kind === 'warning' || kind === 'sign-out') return '';
  if (!isInForce) return m.sanction_ended();
  return until ? m.sanction_until({ when: moment(until, timeZone) }) : m.sanction_until_lifted();
}

/** One's own zone needs no name. */
function moment(at: string, timeZone?: 'UTC'): string {
  const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  const clock = { hour: 'numeric', minute: '2-digit', timeZone, timeZoneName: timeZone && 'short' } as const;
  return written(Date.parse(at), { ...day, ...clock });
}
