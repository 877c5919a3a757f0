import { randomUUID } from 'node:crypto';
import { hashPassword } from '@hearth/server/features/accounts/password';
import { insertPerson } from '@hearth/server/features/accounts/store';
import type { TestApp } from './app.ts';
import { PASSWORD, Person, type NewProfile } from './person.ts';
import { until } from './watching.ts';

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

/** Whoever fills in the form for joining and gives back the code that the demo's inbox shows. */
export async function joinDemo(url: string, profile: Partial<NewProfile> = {}): Promise<Person> {
  const [form, person] = [{ ...newcomer(), ...profile }, new Person(url, null, null)];
  const { signUp } = await person.do('account.sign-up', form);
  let token: string | undefined;
  await until(async () => {
    const mail = (await person.see('demo.inbox', {})).find(({ to }) => to === form.email);
    token = /token=([\w-]+)/.exec(mail?.text ?? '')?.[1];
    return token !== undefined;
  }, 'the mail');
  await person.do('account.redeem-code', { token: token ?? '', signUp });
  return person;
}

/** A moderator of a community that nobody can simply join, made as the command line makes one. */
export async function aModerator(app: TestApp): Promise<Person> {
  const { password, ...fields } = newcomer();
  await insertPerson({
    ...fields,
    name: 'Ingrid Solberg',
    id: randomUUID().replaceAll('-', '').slice(16),
    bio: '',
    role: 'moderator',
    isDemo: false,
    isProven: true,
    joinedAt: new Date(),
    passwordHash: await hashPassword(password),
  });
  const person = app.stranger();
  await person.do('account.sign-in', { email: fields.email, password });
  return person;
}
