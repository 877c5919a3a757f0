import type { RequestListener } from 'node:http';
import { findPerson } from '@hearth/server/features/accounts/store';
import type { EntryId } from '@hearth/shared/library/entity';
import type { LinkState } from '@hearth/shared/link-health/entity';
import { openApp, type TestApp } from './app.ts';
import { anEntry } from './library.ts';
import { openOtherSite, type OtherSite } from './other-site.ts';
import { present } from './parts.ts';
import { PASSWORD, type Person } from './person.ts';

export const DAY_MS = 86_400_000;

export interface LookedAtLinks {
  readonly app: TestApp;
  readonly other: OtherSite;
  /** A host that nothing else is asked of, so that no test waits for another. */
  aHost(): string;
  aLink(answer: RequestListener, host?: string): string;
  /** Publishes an entry with these links. */
  give(by: { readonly owner: Person; readonly curator: Person }, ...urls: string[]): Promise<EntryId>;
  stateOf(entryId: EntryId, url?: string): Promise<LinkState | undefined>;
  /** Moves the clock, and has everything done that is due by then. */
  pass(ms: number): Promise<void>;
  timesAsked(url: string): number;
  close(): Promise<void>;
}

export async function openLookedAtLinks(): Promise<LookedAtLinks> {
  const other = await openOtherSite();
  const app = await openApp({ HEARTH_PREVIEWS: 'on' }, { publicWeb: other.reach });
  let count = 0;
  const aHost = () => {
    const host = `host-${++count}.example`;
    other.name(host, ['127.0.0.1']);
    return host;
  };
  return {
    ...{ app, other, aHost },
    aLink(answer, host = aHost()) {
      const path = `/link-${++count}`;
      other.at(path, answer);
      return other.url(path, host);
    },
    async give({ owner, curator }, ...urls) {
      // Many links of somebody new would wait for a moderator.
      const giver = urls.length > 1 ? await app.person({ role: 'moderator' }) : owner;
      const { id } = await anEntry({ owner: giver, curator }, 'published', { parts: linksTo(...urls) });
      await app.settled();
      return id;
    },
    async stateOf(entryId, url) {
      const { links } = await app.stranger().see('link.of', { entryId });
      return (url === undefined ? links[0] : links.find((one) => one.url === url))?.state;
    },
    async pass(ms) {
      app.clock.advance(ms);
      await app.settled();
    },
    timesAsked: (url) => other.asked.filter((one) => one.url === new URL(url).pathname).length,
    close: async () => {
      await app.close();
      await other.close();
    },
  };
}

export function withStatus(status: number, headers: Readonly<Record<string, string>> = {}): RequestListener {
  return (_request, response) => void response.writeHead(status, headers).end();
}

export function linksTo(...urls: string[]) {
  return urls.map((url) => ({ kind: 'link' as const, url, title: '', language: 'en' as const }));
}

/** Sessions end after a month. */
export async function signInAgain(person: Person): Promise<void> {
  const { email } = present(await findPerson(person.personId));
  await person.do('account.sign-in', { email, password: PASSWORD });
}
