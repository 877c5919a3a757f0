import type { ApiClient } from '@hearth/shared/transport';
import * as m from '../paraglide/messages.js';
import { peopleNamed, toldApart } from './named.ts';

/** Whom a filter means; where that is nobody, or one of several, why. */
export interface Meant {
  readonly personId: string | null;
  readonly error?: string;
}

/** By their id, which the address of their page has, or by their name. Null where nothing is written. */
export async function personMeant(api: ApiClient, written: string): Promise<Meant | null> {
  if (!written) return null;
  const id = /[0-9a-f]{16}/.exec(written)?.[0];
  if (id) return { personId: id };
  const result = await peopleNamed(api, written);
  const people = result.ok ? result.value : [];
  const [person, another] = people;
  if (!person) return { personId: null, error: m.sanction_desk_nobody() };
  if (!another) return { personId: person.id };
  return { personId: null, error: m.error_person_several({ name: written, who: toldApart(people) }) };
}
