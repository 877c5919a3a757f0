import type { Sanction, SanctionKind } from '@hearth/shared/sanctions/entity';
import * as m from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';

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

/** Where it stands, in a few words; empty where there is nothing to say. */
export function standsNow({ kind, until, isInForce, lifted, appeal }: Sanction): string {
  if (appeal?.decision?.outcome === 'overturned') return m.sanction_overturned();
  if (lifted) return lifted.mistake ? m.sanction_mistake() : m.sanction_lifted();
  if (kind === 'warning' || kind === 'sign-out') return '';
  if (!isInForce) return m.sanction_ended();
  return until ? m.sanction_until({ when: moment(until) }) : m.sanction_until_lifted();
}

/** With its zone: the same before scripts run and after. */
function moment(at: string): string {
  const how = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat(`${getLocale()}-US`, how).format(Date.parse(at))} (UTC)`;
}
