import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commands, queries } from '@hearth/shared/contract';
import { openHouse, type TestHouse } from '../support/house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test('the API’s document names every command and query, with schemas', async () => {
  const document = (await (await fetch(`${house.url}/api/openapi.json`)).json()) as { paths: Record<string, object> };
  const named = [
    ...commands.map(({ name }) => `/api/commands/${name}`),
    ...queries.map(({ name }) => `/api/queries/${name}`),
  ];
  expect(Object.keys(document.paths).sort()).toEqual(named.sort());
  expect(document.paths['/api/commands/post.reply']).toMatchObject({
    post: { requestBody: { content: { 'application/json': { schema: { properties: { threadId: {}, text: {} } } } } } },
  });
});
