import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DraftModel } from '@hearth/server/features/drafts/model';
import { PostModel } from '@hearth/server/features/threads/model';
import type { PubSubMessage } from '@hearth/server/streams/pub-sub';
import type { BoardId } from '@hearth/shared/boards/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoardOf, askUnnamed, keepsGoing } from '../support/builders.ts';
import { leave } from '../support/leaving.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let asker: Person;
let helper: Person;
let moderator: Person;
/** Everything that any process was told. */
const rings: PubSubMessage[] = [];

beforeAll(async () => {
  app = await openApp();
  moderator = await app.person({ role: 'moderator' });
  board = await aBoardOf(moderator, {}, { kind: 'question', asksUnnamed: true });
  asker = await app.person({ name: 'Quiet Quentin' });
  helper = await app.person({ name: 'Hilda Helper' });
  app.services.streams.pubSub.subscribe((message) => rings.push(message));
});
afterAll(() => app.close());

const ask = (by = asker) => askUnnamed(by, board);

const refused = (reason: string) => ({ error: { reason } });

test('L12: what one edits without a name is kept nowhere as a draft, which would name its author', async () => {
  const threadId = await ask();
  const [post] = (await asker.see('thread.get', { threadId })).posts;
  const place = `edit:${threadId}:1:${post?.rev}`;
  const by = { commandId: randomUUID(), turn: 1 };
  for (const person of [asker, helper])
    expect(
      await person.try('draft.save', { place, title: '', text: 'I am still afraid', expected: null, by }),
    ).toMatchObject(refused('not-yours'));
  expect(await DraftModel.countDocuments({ place })).toBe(0);
});

test('L12: nothing of a question changes when its asker leaves, also of one that was edited or deleted', async () => {
  const leaving = await app.person({ name: 'Leaving Lou', work: 'coordinator' });
  const [edited, gone] = [await ask(leaving), await ask(leaving)];
  app.clock.advance(200_000);
  await leaving.do('post.edit', { threadId: edited, no: 1, text: 'I am afraid no more.' });
  await keepsGoing(helper, gone);
  await leaving.do('post.delete', { threadId: gone, no: 1 });
  await app.settled();
  const look = async () => [
    await helper.see('post.history', { threadId: edited, no: 1 }),
    await helper.see('thread.get', { threadId: edited }),
    await helper.see('thread.get', { threadId: gone }),
  ];
  const before = await look();
  expect(before[0]).toMatchObject({ wordings: [{ isCurrent: true }, { isCurrent: false }] });
  rings.length = 0;
  await leave(app, leaving, 'keep');
  expect(await look()).toEqual(before);
  // Neither is anybody told of it who looks on.
  const told = rings.filter((ring) => ring.kind === 'event').map(({ stream }) => stream);
  for (const id of [edited, gone]) expect(told).not.toContain(`thread:${id}`);
  expect(await PostModel.findOne({ threadId: gone, no: 1 }).lean()).toMatchObject({ text: '…', html: '' });
  expect(await moderator.try('post.restore', { threadId: gone, no: 1 })).toMatchObject(refused('no-such-thing'));
}, 40_000);
