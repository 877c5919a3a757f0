import { randomUUID } from 'node:crypto';
import { hashPassword } from '@hearth/server/features/accounts/password';
import { insertPerson } from '@hearth/server/features/accounts/store';
import type { TestHouse } from './house.ts';
import { PASSWORD, type NewProfile, type Person } from './person.ts';

const profile: NewProfile = {
  name: 'Omar Haddad',
  work: 'coordinator',
  school: 'Fordson Heights',
  state: 'MI',
  languages: ['en'],
  locale: 'en',
};

/** What somebody fills in who wants to join, with an address of their own. */
export function newcomer() {
  return { ...profile, email: `${randomUUID()}@example.org`, password: PASSWORD };
}

/** A moderator of a house that nobody can simply join, made as the command line makes one. */
export async function aModerator(house: TestHouse): Promise<Person> {
  const { password, ...fields } = newcomer();
  await insertPerson({
    ...fields,
    id: randomUUID().replaceAll('-', '').slice(16),
    bio: '',
    role: 'moderator',
    isDemo: false,
    joinedAt: new Date(),
    passwordHash: await hashPassword(password),
  });
  const person = house.stranger();
  await person.do('account.sign-in', { email: fields.email, password });
  return person;
}
