import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commands, queries } from '@hearth/shared/contract';
import { openApp, type TestApp } from '../support/app.ts';
import { z } from 'zod';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

test('the API’s document names every command and query, with schemas', async () => {
  const told: unknown = await (await fetch(`${app.url}/api/openapi.json`)).json();
  const document = z.object({ paths: z.record(z.string(), z.object({}).loose()) }).parse(told);
  const named = [
    ...commands.map(({ name }) => `/api/commands/${name}`),
    ...queries.map(({ name }) => `/api/queries/${name}`),
  ];
  expect(Object.keys(document.paths).sort()).toEqual(named.sort());
  expect(document.paths['/api/commands/post.reply']).toMatchObject({
    post: { requestBody: { content: { 'application/json': { schema: { properties: { threadId: {}, text: {} } } } } } },
  });
});
