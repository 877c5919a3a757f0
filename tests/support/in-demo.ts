import type { Browser } from 'playwright-core';
import { signInAs, visit, type Looks, type Visitor } from './browser.ts';
import type { Demo } from './demo.ts';
import { Person } from './person.ts';

/** Somebody of the demo network at a browser of their own. */
export async function asNamed(browser: Browser, { url }: Demo, name = '', looks: Looks = {}): Promise<Visitor> {
  const visitor = await visit(browser, url, looks);
  await signInAs(visitor, name);
  return visitor;
}

/** The same person without a browser, in the session of theirs. */
export async function personOf({ context }: Visitor, { url }: Demo): Promise<Person> {
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const { me } = await new Person(url, null, cookie).see('account.me', {});
  return new Person(url, me?.id ?? null, cookie);
}

/** Somebody of the demo network, without a browser. */
export async function personNamed(browser: Browser, demo: Demo, name = ''): Promise<Person> {
  const visitor = await asNamed(browser, demo, name);
  const person = await personOf(visitor, demo);
  await visitor.close();
  return person;
}
