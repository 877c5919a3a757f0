import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Result } from '@hearth/shared/kernel/errors';
import { START, type CatchUp } from '@hearth/shared/kernel/protocol';
import type { BoardId } from '@hearth/shared/boards/entity';
import { rightsFor } from '@hearth/shared/boards/policy';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread } from '../support/builders.ts';
import { anEntry, entryWords } from '../support/library.ts';
import { got } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let moderator: Person;
let curator: Person;
beforeAll(async () => {
  app = await openApp();
  moderator = await app.person({ name: 'Mo', role: 'moderator' });
  curator = await app.person({ name: 'Cora', role: 'moderator' });
});
afterAll(() => app.close());

/** Somebody who watches these, and all they hear. */
async function watching(person: Person, streams: readonly string[]) {
  const socket = person.openSocket();
  const [heard, closed]: [string[], string[]] = [[], []];
  socket.on('event', ({ stream }) => heard.push(stream));
  socket.on('closed', (stream) => closed.push(stream));
  for (const stream of streams) {
    // The protocol says what a watch is answered with.
    const answer = (await socket.emitWithAck('watch', stream, START)) as Result<CatchUp>;
    got(answer);
  }
  return { heard, closed };
}

async function settingsOf(boardId: BoardId) {
  const { board, colour, kind, after } = await moderator.see('board.settings', { boardId });
  const { name, purpose } = board;
  return { name, purpose, icon: 'chat' as const, colour, kind, after };
}

test('L8: a stranger hears nothing of a board, and what stands on it, once it is for members alone', async () => {
  const boardId = await aBoardOf(moderator, { read: { circle: 'everyone', groups: [] } });
  const { id: threadId } = await aThread(moderator, boardId);
  const streams = [`board:${boardId}`, `thread:${threadId}`, `reactions:${threadId}`];
  const stranger = await watching(app.stranger(), streams);
  await moderator.do('board.edit', { boardId, ...(await settingsOf(boardId)), rights: rightsFor('members') });
  await until(() => stranger.closed.length === streams.length, 'all of it to be closed', 1_000);
  stranger.heard.length = 0;
  const member = await watching(curator, streams);
  await moderator.do('post.reply', { threadId, text: 'Among members.' });
  await until(() => member.heard.includes(`thread:${threadId}`), 'members to hear of it');
  expect(stranger.heard).toEqual([]);
});

test('L8: a stranger hears nothing of what is said below a thread that went to a closed board', async () => {
  const [open, staff] = [await aBoard(), await aBoard({ readers: 'staff' })];
  const { id: threadId } = await aThread(moderator, open);
  const streams = [`thread:${threadId}`, `reactions:${threadId}`];
  const stranger = await watching(app.stranger(), streams);
  await moderator.do('thread.move', { threadId, to: staff });
  await until(() => stranger.closed.length === streams.length, 'both to be closed', 1_000);
});

test.each(['hidden', 'for members alone'])(
  'L8: whoever may not read an entry of the library any more hears nothing of its numbers: it is %s',
  async (how) => {
    const { id, rev } = await anEntry({ owner: moderator, curator });
    const streams = [`entry:${id}`, `entry-counts:${id}`];
    const stranger = await watching(app.stranger(), streams);
    const reader = await watching(await app.person({ name: 'Rita' }), streams);
    const change = { entryId: id, rev, ...entryWords({ audience: 'members' }) };
    const hide = { entryId: id, rev, act: 'hide' as const, reason: 'We look at it.' };
    await (how === 'hidden' ? curator.do('library.turn', hide) : curator.do('library.change', change));
    await until(() => stranger.closed.includes(`entry-counts:${id}`), 'a stranger hears no more', 1_000);
    if (how === 'hidden') await until(() => reader.closed.includes(`entry-counts:${id}`), 'nor a member', 1_000);
    else expect(reader.closed).toEqual([]);
  },
);
