import type { ErrorDetail, Result, WireError } from '@hearth/shared/kernel/errors';
import type { PersonId } from '@hearth/shared/kernel/ids';
import { roomError } from '@hearth/shared/rooms/errors';
import type { ApiClient } from '@hearth/shared/transport';
import { peopleNamed, toldApart } from '#lib/accounts/named.ts';
import { text } from '#lib/api/answers.ts';
import { afterGap, momentsOf, wallOf } from '@hearth/shared/kernel/wall-time';

function refused(reason: Parameters<typeof roomError>[0], detail: ErrorDetail): { ok: false; error: WireError } {
  return { ok: false, error: roomError(reason, detail).wire };
}

/** What the form of office hours says, without who hosts them and who may see them. */
export function announcedIn(form: FormData) {
  const zone = text(form, 'zone');
  const start = startIn(form, zone);
  if (!start.ok) return start;
  const value = {
    title: text(form, 'title'),
    purpose: text(form, 'purpose'),
    language: text(form, 'language') === 'es' ? ('es' as const) : ('en' as const),
    startsAt: start.value,
    minutes: Number(text(form, 'minutes')),
    zone,
  };
  return { ok: true, value } as const;
}

/** Wall time and zone make a moment, mostly: clocks skip an hour in spring and show one twice in autumn. */
function startIn(form: FormData, zone: string): Result<string> {
  // A time that was offered is a moment already.
  const instead = text(form, 'instead');
  if (instead) return { ok: true, value: instead };
  const wall = text(form, 'startsAt');
  if (!isZone(zone)) return refused('zone-missing', { fields: { zone: 'zone-missing' } });
  const moments = momentsOf(wall, zone);
  const [first, second] = moments.map((ms) => new Date(ms).toISOString());
  if (first === undefined) {
    if (Number.isNaN(Date.parse(`${wall}Z`))) return { ok: true, value: '' };
    const next = new Date(afterGap(wall, zone)).toISOString();
    return refused('time-skipped', { params: { next }, fields: { startsAt: 'time-skipped' } });
  }
  if (second === undefined) return { ok: true, value: first };
  return refused('time-twice', { params: { first, second }, fields: { startsAt: 'time-twice' } });
}

function isZone(zone: string): boolean {
  try {
    return wallOf(0, zone) !== '';
  } catch {
    return false;
  }
}

/** People named in the form, by commas: "Ana Ruiz", or "Ana Ruiz (Oak School)" where there are several. */
export async function hostsIn(api: ApiClient, form: FormData): Promise<Result<PersonId[]>> {
  const names = text(form, 'hosts')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const hosts: PersonId[] = [];
  for (const written of names) {
    const result = await peopleNamed(api, written);
    if (!result.ok) return result;
    const [person, another] = result.value;
    const fields = { hosts: 'host-unknown' };
    if (!person) return refused('host-unknown', { params: { name: written }, fields });
    const who = toldApart(result.value);
    if (another) return refused('host-several', { params: { name: written, who }, fields });
    hosts.push(person.id);
  }
  return { ok: true, value: hosts };
}
