import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import type { TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { oneProcess, twoProcesses, type Twins } from '../support/twins.ts';
import { watchBoard, watchRoom, watchThread, type Watching } from '../support/watching.ts';

let app: TestApp;
let twins: Twins;
let board: BoardId;
let ana: Person;
let ben: Person;
let host: Person;

describe.each([
  ['one process with pub/sub of its own', oneProcess],
  ['two processes with Redis between them', twoProcesses],
])('on %s', (_name, open) => {
  beforeAll(async () => {
    twins = await open();
    app = twins.app;
    board = await aBoard();
    ana = await app.person({ name: 'Ana Fuentes' });
    ben = await app.person({ name: 'Ben Okafor' });
    host = await app.person({ name: 'Rosa Lind', role: 'moderator' });
  }, 60_000);
  afterAll(() => twins.close(), 30_000);

  test(
    'I10, L3: whoever looks at a thread sees every command on it as a newcomer would',
    everyCommandOfAThread,
    30_000,
  );
  test(
    'I10, L3: posts that go to another thread are there, and gone here, as a newcomer sees it',
    postsGoElsewhere,
    30_000,
  );
  test('I10, L3: a board moves on with its threads as a newcomer sees it', aBoardMovesOn, 30_000);
  test(
    'I10, L3: whoever looks at a room sees every command in it as a newcomer of the same rights would',
    everyCommandOfARoom,
    60_000,
  );
});

/** Old state + events = fresh state, for everybody who looks on. */
async function expectConverged(...watching: Watching<unknown>[]): Promise<void> {
  await app.settled();
  for (const view of watching) {
    await view.converged();
    expect(view.state).toEqual((await view.fresh()).state);
  }
}

async function everyCommandOfAThread(): Promise<void> {
  const { id } = await aThread(ana, board);
  const views = [
    await watchThread(twins.elsewhere(ana), id),
    await watchThread(twins.elsewhere(ben), id),
    await watchThread(twins.elsewhere(app.stranger()), id),
  ];

  const first = await ben.do('post.reply', { threadId: id, text: 'The **union** has two drivers.' });
  await expectConverged(...views);
  await ben.do('post.edit', { threadId: id, no: first.post.no, text: 'The union has three drivers.' });
  await expectConverged(...views);
  await ben.do('post.delete', { threadId: id, no: first.post.no });
  await expectConverged(...views);
  await ben.do('post.restore', { threadId: id, no: first.post.no });
  await expectConverged(...views);
  await ana.do('post.edit', { threadId: id, no: 1, text: 'We have found a driver.' });
  await ana.do('thread.mark-read', { threadId: id, no: 2 });
  await expectConverged(...views);
  await host.do('thread.lock', { threadId: id, reason: 'Found.' });
  await expectConverged(...views);
  await host.do('thread.unlock', { threadId: id });
  await host.do('thread.move', { threadId: id, to: await aBoard() });
  await expectConverged(...views);

  expect(views[2]?.state.posts).toMatchObject([
    { no: 1 },
    { no: 2, html: '<p>The union has three drivers.</p>\n' },
    { note: { kind: 'locked', reason: 'Found.' } },
    { note: { kind: 'unlocked' } },
    { note: { kind: 'moved' } },
  ]);
  expect(views[2]?.state.thread.excerpt).toBe('We have found a driver.');
}

async function postsGoElsewhere(): Promise<void> {
  const [own, other] = [await aBoard(), await aBoard()];
  const [from, into] = [await aThread(ana, own, { title: 'From' }), await aThread(ben, other, { title: 'Into' })];
  for (const text of ['One', 'Two', 'Three']) await ben.do('post.reply', { threadId: from.id, text });
  await ana.do('reaction.set', { threadId: from.id, no: 2, kind: 'thanks' });
  const views = [
    await watchThread(twins.elsewhere(ana), from.id),
    await watchThread(twins.elsewhere(app.stranger()), into.id),
    await watchBoard(twins.elsewhere(ben), own),
    await watchBoard(twins.elsewhere(app.stranger()), other),
  ];
  const apart = await host.do('thread.split', { threadId: from.id, nos: [3], to: other, title: 'Apart' });
  await expectConverged(...views);
  await host.do('thread.merge', { threadId: from.id, into: into.id });
  await expectConverged(...views);
  await host.do('thread.merge', { threadId: into.id, into: apart.to });
  await expectConverged(...views);
  const { posts } = await ana.see('thread.get', { threadId: apart.to, from: 1 });
  expect(posts.filter(({ note }) => !note).map(({ html }) => html.trim())).toEqual([
    '<p>Two</p>',
    ...['<p>We have no driver.</p>', '<p>We have no driver.</p>', '<p>One</p>', '<p>Three</p>'],
  ]);
}

async function aBoardMovesOn(): Promise<void> {
  const own = await aBoard();
  const view = await watchBoard(twins.elsewhere(ben), own);

  const one = await aThread(ana, own, { title: 'One' });
  await aThread(ana, own, { title: 'Two' });
  await ben.do('post.reply', { threadId: one.id, text: 'One more.' });
  await expectConverged(view);

  expect(view.state.threads).toBe(2);
  expect(view.state.rows.map((row) => row.title)).toEqual(['One', 'Two']);

  const other = await aBoard();
  const there = await watchBoard(twins.elsewhere(ben), other);
  await host.do('thread.move', { threadId: one.id, to: other });
  await expectConverged(view, there);
  expect(view.state.rows.map((row) => row.title)).toEqual(['Two']);
  expect(there.state.rows.map((row) => row.title)).toEqual(['One']);
  await host.do('thread.move', { threadId: one.id, to: own });
  await expectConverged(view, there);
  expect([view.state.threads, there.state.threads]).toEqual([2, 0]);
}

async function everyCommandOfARoom(): Promise<void> {
  const { id: roomId } = await aRoom(host, { live: false });
  const views = [
    await watchRoom(twins.elsewhere(host), roomId),
    await watchRoom(twins.elsewhere(ana), roomId),
    await watchRoom(twins.elsewhere(app.stranger()), roomId),
  ];
  const ask = async (person: Person, text: string, anonymous = false) =>
    (await person.do('question.ask', { roomId, text, anonymous })).question.id;

  const startsAt = new Date(app.clock.now().getTime() + 3_600_000).toISOString();
  const moved = { roomId, title: 'Later', purpose: 'The same.', language: 'es', startsAt, minutes: 30 } as const;
  await host.do('room.edit', { ...moved, zone: 'America/New_York' });
  await expectConverged(...views);
  await host.do('room.cancel', { roomId });
  await expectConverged(...views);
  await host.do('room.edit', moved);
  await expectConverged(...views);

  const one = await ask(ana, 'Who pays the late bus?');
  await host.do('room.open', { roomId });
  const two = await ask(ben, 'May I ask without my name?', true);
  const three = await ask(ben, 'A third one');
  await expectConverged(...views);
  await ben.do('question.vote', { roomId, questionId: one, up: true });
  await ana.do('question.vote', { roomId, questionId: two, up: true });
  await ana.do('question.vote', { roomId, questionId: two, up: false });
  await expectConverged(...views);
  await host.do('question.answer-now', { roomId, questionId: one, replaces: null });
  await expectConverged(...views);
  await host.do('question.answer-now', { roomId, questionId: two, replaces: one });
  await expectConverged(...views);
  await host.do('question.answered', { roomId, questionId: two, note: 'Yes.' });
  await host.do('question.dismiss', { roomId, questionId: three, note: 'Twice.', reason: 'asked-already' });
  await expectConverged(...views);
  await host.do('question.reopen', { roomId, questionId: three });
  await ben.do('question.withdraw', { roomId, questionId: three });
  await expectConverged(...views);
  await host.do('room.add-host', { roomId, personId: ben.personId });
  await expectConverged(...views);
  await host.do('room.remove-host', { roomId, personId: ben.personId });
  await expectConverged(...views);
  await host.do('room.end', { roomId });
  await expectConverged(...views);

  expect(views[2]?.state.room.status).toBe('ended');
  expect(Object.values(views[2]?.state.questions ?? {})).toHaveLength(2);
}
