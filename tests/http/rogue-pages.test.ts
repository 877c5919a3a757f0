import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PageCache } from '@hearth/server/http/page-cache';
import { openPageTransport } from '@hearth/server/http/pages';
import type { Me } from '@hearth/shared/accounts/entity';
import type { ApiClient } from '@hearth/shared/transport';
import express, { type Request } from 'express';
import { openApp, type TestApp } from '../support/app.ts';
import { portOf, present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

type Page = (me: Me, cookie: string) => string;

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
  openPageTransport(app.services);
});
afterAll(() => app.close());

const NONCE = 'a+nonce+of+24+letters/==';
const headers = [['content-security-policy', `script-src 'nonce-${NONCE}'`]] as const;

/** As the pages' own hook does it, with a page that says that it may be shared. */
async function answer(request: Request, page: Page): Promise<string> {
  const cookie = request.headers.cookie ?? '';
  const asked = { cookie, address: '127.0.0.1', userAgent: '', requestId: 'x' };
  const client = present(globalThis.hearthPageTransport).clientFor(asked, () => {});
  const html = await render(client, page, cookie);
  return (await client.rendered({ html, headers })) ?? render(client, page, cookie);
}

async function render(client: ApiClient, page: Page, cookie: string): Promise<string> {
  const result = await client.query('account.me', {});
  client.cacheUntil(Date.now() + 60_000);
  return result.ok && result.value.me ? page(result.value.me, cookie) : 'nobody';
}

async function serve(page: Page): Promise<{ server: Server; url: string }> {
  const pages = express();
  pages.use(new PageCache(app.services).serve);
  pages.use((request, response) => void answer(request, page).then((html) => response.send(html)));
  const server = createServer(pages).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${portOf(server)}/page` };
}

/** Everything that is one member's alone. */
async function secretsOf(person: Person): Promise<string[]> {
  const { me } = await person.see('account.me', {});
  return [me?.id, me?.name, me?.email, me?.school, person.cookie?.split('=')[1]].map((secret) => secret ?? '?');
}

/** Pages as nobody should write them: each puts what is its reader's own where no gap is. */
const ROGUES: readonly (readonly [name: string, page: Page])[] = [
  ['a name in the markup', ({ name }) => `<p>${name}</p>`],
  ['a name in an attribute', ({ name }) => `<b title="${name}">x</b>`],
  ['a name in a script, by another word', ({ name }) => `<script>user = "${name}"</script>`],
  ['a part of a name', ({ name }) => `<p>${name.slice(0, 12)}</p>`],
  ['a name turned round', ({ name }) => `<p>${[...name].toReversed().join('')}</p>`],
  ['a name in letters of another case', ({ name }) => `<p>${name.toUpperCase()}</p>`],
  ['an address and a school', ({ email, school }) => `<p>${email} ${school}</p>`],
  ['the cookie', (_me, cookie) => `<p>${cookie}</p>`],
  ['everything', (me, cookie) => `<script>${JSON.stringify(me)}${cookie}</script>`],
];

test.each(ROGUES)('whatever a page does with its reader, nobody else sees it: %s', async (_name, page) => {
  const readers = await Promise.all(
    ['Beto Ruiz', 'Carolina Díaz', 'Daniel Ochoa'].map((name) => app.person({ name, school: `The school of ${name}` })),
  );
  const secrets = await Promise.all(readers.map(secretsOf));
  const { server, url } = await serve(page);
  for (let round = 0; round < 4; round++) {
    for (const [who, reader] of readers.entries()) {
      const html = await (await fetch(url, { headers: { cookie: reader.cookie ?? '' } })).text();
      const theirs = secrets.filter((_, place) => place !== who).flat();
      const seen = [html, html.toLowerCase(), [...html].toReversed().join('')];
      expect(theirs.filter((secret) => seen.some((text) => text.includes(secret)))).toEqual([]);
    }
  }
  server.close();
  server.closeAllConnections();
});
