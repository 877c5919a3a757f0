import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openApp, type TestApp } from '../support/app.ts';
import { ServerProcess } from '../support/processes.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp({ HEARTH_URL: 'https://Hearth.Example.org' });
});
afterAll(() => app.close());

/** `fetch` does not let one choose the host one asks for. */
async function statusOf(path: string, headers: Record<string, string>, method = 'GET'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(app.url + path, { method, headers, agent: false }, (answer) =>
      answer.resume().on('end', () => resolve(answer.statusCode)),
    );
    asked.on('error', reject).end(method === 'POST' ? '{}' : '');
  });
}

test.each([
  ['hearth.example.org', 200],
  ['hearth.example.org:443', 200],
  // A proxy that ended https passes its own port on.
  ['hearth.example.org:8080', 200],
  ['HEARTH.Example.ORG', 200],
  ['hearth.example.org.', 200],
  ['hearth.example.org.:443', 200],
  ['evil.example', 400],
  ['hearth.example.org.evil.example', 400],
  ['hearth.example.org:443:443', 400],
])('R5: asked as %s the server answers %i', async (host, status) => {
  expect(await statusOf('/api/queries/board.list?input=%7B%7D', { host })).toBe(status);
});

test.each([
  ['https://hearth.example.org', 'hearth.example.org:443', 200],
  ['https://hearth.example.org.', 'hearth.example.org.', 200],
  ['https://hearth.example.org.evil.example', 'hearth.example.org', 403],
  ['http://hearth.example.org', 'hearth.example.org', 403],
])('R5: a page of %s on %s sends a command: %i', async (origin, host, status) => {
  const headers = { host, origin, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  expect(await statusOf('/api/commands/account.sign-out', headers, 'POST')).toBe(status);
});

test('R5: a server that listens at ::1 tells an address that can be opened', async () => {
  const server = await ServerProcess.start({ HOST: '::1' });
  try {
    const [url = ''] = /http:\S+/.exec(server.printed) ?? [];
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetch(url)).status).toBe(200);
  } finally {
    await server.stop();
  }
});
