import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commands } from '@hearth/shared/commands/index';
import { queries } from '@hearth/shared/queries/index';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import { openHouse, type TestHouse } from '../support/house.ts';
import type { Person } from '../support/person.ts';

let house: TestHouse;
let admin: Person;
let inputs: Record<string, unknown>;

beforeAll(async () => {
  house = await openHouse();
  admin = await house.person({ role: 'admin', name: 'Grace Admin' });
  const member = await house.person();
  const boardId = await aBoard();
  const { id: threadId } = await aThread(admin, boardId);
  const { id: roomId } = await aRoom(admin);
  const { question } = await member.do('question.ask', { roomId, text: 'For all of them', anonymous: false });
  const profile = { name: 'New Person', work: 'teacher', school: 'Here', state: 'OH', languages: ['en'], locale: 'en' };
  inputs = {
    'account.sign-up': { ...profile, email: `${randomUUID()}@example.org`, password: 'five words in a row' },
    'account.end-session': { sessionId: 'none' },
    'account.set-password': { current: 'wrong one', next: 'another five words here' },
    'account.edit-profile': { ...profile, bio: '' },
    'account.erase': { email: 'somebody@example.org', words: 'keep' },
    'person.set-role': { personId: member.personId, role: 'member' },
    'person.decide': { personId: member.personId, welcome: true },
    'invitation.create': { uses: 1, locale: 'en' },
    'thread.start': { boardId, title: 'A title', text: 'Words', language: 'en' },
    'post.reply': { threadId, text: 'Words' },
    'post.edit': { threadId, no: 1, text: 'Other words' },
    'post.delete': { threadId, no: 1 },
    'post.restore': { threadId, no: 1 },
    'thread.mark-read': { threadId, no: 1 },
    'room.schedule': {
      title: 'T',
      purpose: 'P',
      language: 'en',
      readers: 'everyone',
      startsAt: new Date().toISOString(),
      minutes: 30,
      hosts: [],
    },
    'room.open': { roomId },
    'room.end': { roomId },
    'question.ask': { roomId, text: 'Why?', anonymous: true },
    'question.withdraw': { roomId, questionId: question.id },
    'question.vote': { roomId, questionId: question.id, up: true },
    'question.answer-now': { roomId, questionId: question.id, replaces: null },
    'question.answered': { roomId, questionId: question.id, note: '' },
    'question.dismiss': { roomId, questionId: question.id, note: '' },
    'question.reopen': { roomId, questionId: question.id },
  };
});
afterAll(() => house.close());

/** What a stranger may do: come in, and go. */
const OPEN = new Set([
  'account.sign-up',
  'account.sign-in',
  'account.request-code',
  'account.redeem-code',
  'account.demo-sign-in',
  'account.sign-out',
]);

test.each(
  commands.filter(({ name }) => !OPEN.has(name)).map(({ name, input }) => [name, input.safeParse({}).success] as const),
)('%s is refused for a stranger', async (name, isEmpty) => {
  const { status, body } = await house.stranger().post(name, isEmpty ? {} : inputs[name]);
  expect({ name, status, body }).toMatchObject({ status: 401, body: { error: { reason: 'sign-in-first' } } });
});

const hostile: readonly (readonly [string, unknown])[] = [
  ['an operator for every field', null],
  ['a list', []],
  ['a number', 5],
  ['fields nobody asked for', { isAdmin: true }],
];

test.each(commands.flatMap(({ name }) => hostile.map(([what, input]) => [name, what, input])))(
  '%s refuses %s in words, and nothing breaks',
  async (name, what, input) => {
    const given = inputs[String(name)] ?? {};
    const attack =
      input === null
        ? Object.fromEntries(Object.keys(given).map((field) => [field, { $ne: null }]))
        : what === 'fields nobody asked for'
          ? { ...given, ...Object(input) }
          : input;
    if (input === null && Object.keys(given).length === 0)
      return expect(commands.find((command) => command.name === name)).toBeDefined();
    const { status, body } = await admin.post(String(name), attack);
    expect({ status, body }).toMatchObject({ status: 422, body: { error: { reason: 'invalid-input' } } });
  },
);

test.each(commands.map(({ name }) => [name]))('%s without a command id is refused', async (name) => {
  const { status } = await admin.post(name, inputs[name] ?? {}, 'not-a-uuid');
  expect(status).toBe(422);
});

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
