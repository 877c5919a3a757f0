import type { Profile } from '@hearth/shared/accounts/entity';
import type { Result } from '@hearth/shared/kernel/errors';
import type { ApiClient } from '@hearth/shared/transport';

/**
 * Whom a form may mean by "Ana Ruiz", or by "Ana Ruiz (Oak School)" where there are several: those who are called exactly
 * so, or else those whose names begin like it.
 */
export async function peopleNamed(api: ApiClient, written: string): Promise<Result<Profile[]>> {
  const [, name = written, school] = /^(.*?)\s*\((.*)\)$/u.exec(written) ?? [];
  const result = await api.query('person.find', { name });
  if (!result.ok) return result;
  const found = result.value.filter((person) => school === undefined || person.school === school);
  const exact = found.filter((person) => person.name.toLowerCase() === name.toLowerCase());
  return { ok: true, value: exact.length > 0 ? exact : found };
}

/** Several of one name, as they are to be written. */
export function toldApart(people: readonly Profile[]): string {
  return people.map((one) => `${one.name} (${one.school})`).join(', ');
}
