import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FollowModel } from '@hearth/server/features/follows/model';
import { NotificationModel } from '@hearth/server/features/notifications/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { FollowLevel } from '@hearth/shared/follows/levels';
import { OWN_LEVEL } from '@hearth/shared/follows/own';
import type { OwnValue } from '@hearth/shared/kernel/protocol';
import { mentionOf } from '@hearth/shared/mentions/address';
import { tagId, type TagId } from '@hearth/shared/tags/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread } from '../support/builders.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

/** Tags that one follows or mutes. */

let app: TestApp;
let board: BoardId;
let ben: Person;
let mo: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  ben = await app.person({ name: 'Ben Okafor' });
  mo = await app.person({ role: 'moderator' });
});
afterAll(() => app.close());

/** Somebody for whom nothing is unread yet. */
async function reader(): Promise<Person> {
  const person = await app.person({ name: 'Ana Fuentes' });
  await person.do('unread.mark-all', {});
  return person;
}

let made = 0;
const named = (id: TagId, called: string = id) => ({
  ...{ tagId: id, name: { en: `Name ${called}`, es: `Nombre ${called}` } },
  ...{ synonyms: { en: [], es: [] }, group: 'topic' as const },
});
async function aTag(): Promise<TagId> {
  const id = tagId.parse(`heard-${++made}`);
  await mo.do('tag.create', named(id));
  return id;
}

const start = async (title: string, tags: TagId[], on = board, by = ben) =>
  (await by.do('thread.start', { boardId: on, title, text: 'Words', language: 'en', tags })).thread;
const hear = (person: Person, id: TagId, level: FollowLevel) => person.do('follow.set', { what: { tagId: id }, level });
const unread = async (person: Person, filter: 'all' | 'followed' = 'all') =>
  (await person.see('unread.list', { filter })).rows.map(({ thread }) => thread.title);
const standing = async (person: Person, threadId: ThreadId) => {
  await app.settled();
  const { level, reason, tag } = await person.see('follow.thread', { threadId });
  return [level, reason, ...(tag ? [tag.id] : [])];
};

test('threads with a tag that one follows are among the news, with the reason, and nothing is written for any follower', async () => {
  const ana = await reader();
  const [one, other] = [await aTag(), await aTag()];
  expect(await hear(ana, one, 'follow')).toEqual({ level: 'follow', reason: 'chosen' });
  expect(await ana.see('follow.tags', {})).toEqual({ [one]: 'follow' });
  const rows = () => FollowModel.countDocuments({});
  const before = [await rows(), await NotificationModel.countDocuments({})];
  const thread = await start('Followed', [other, one]);
  await start('Not followed', [other]);
  await app.settled();
  // Whoever started them follows them; nobody else is written for.
  expect([await rows(), await NotificationModel.countDocuments({})]).toEqual([(before[0] ?? 0) + 2, before[1]]);
  expect(await unread(ana)).toEqual(['Not followed', 'Followed']);
  expect(await unread(ana, 'followed')).toEqual(['Followed']);
  const why = { level: 'follow', reason: 'tag', tag: { id: one, name: named(one).name } };
  expect((await ana.see('bell.followed', {})).rows).toMatchObject([{ thread: { title: 'Followed' }, posts: 1, why }]);
  const whys = (await ana.see('unread.list', {})).rows.map((row) => row.why);
  expect(whys).toEqual([undefined, why]);
  expect(await standing(ana, thread.id)).toEqual(['follow', 'tag', one]);

  // What is said of the thread counts for more; and what is read is no news.
  await ana.do('follow.set', { what: { threadId: thread.id }, level: 'normal' });
  expect(await unread(ana, 'followed')).toEqual([]);
  await hear(ana, one, 'normal');
  expect(await ana.see('follow.tags', {})).toEqual({});
  expect(await app.stranger().see('follow.tags', {})).toEqual({});
});

test('threads with a tag that one mutes are in no list and no count, unless one follows them oneself', async () => {
  const ana = await reader();
  const [quiet, loud] = [await aTag(), await aTag()];
  const own = await aBoard();
  await start('Muted', [quiet, loud], own);
  const mine = await start('Mine', [quiet], own, ana);
  const kept = await start('Kept', [quiet], own);
  await start('Heard', [loud], own);
  await app.settled();
  await ben.do('post.reply', { threadId: mine.id, text: 'For you' });
  await ana.do('follow.set', { what: { threadId: kept.id }, level: 'follow' });
  await hear(ana, quiet, 'mute');
  await hear(ana, loud, 'follow');
  await ana.do('follow.set', { what: { boardId: own }, level: 'follow' });
  expect(await unread(ana)).toEqual(['Mine', 'Heard', 'Kept']);
  expect(await ana.see('unread.count', {})).toEqual({ total: 3, boards: { [own]: 3 } });
  expect((await ana.see('bell.followed', {})).rows.map(({ thread }) => thread.title)).toEqual([
    'Mine',
    'Heard',
    'Kept',
  ]);
  const latest = (await ana.see('thread.latest', { most: 20 })).map(({ thread }) => thread.title);
  expect(latest).not.toContain('Muted');
  expect(latest).toContain('Mine');
  // The bell rings of what is for oneself.
  await app.settled();
  expect((await ana.see('bell.list', {})).rows.map(({ thread }) => thread.title)).toEqual(['Mine']);

  // It is there again as it was, and a thread that gets the tag goes.
  await hear(ana, quiet, 'normal');
  expect(await unread(ana)).toContain('Muted');
  await hear(ana, loud, 'mute');
  expect(await unread(ana)).toEqual(['Mine', 'Kept']);
  await ben.do('thread.tag', { threadId: kept.id, tags: [loud] });
  expect(await unread(ana)).toEqual(['Mine', 'Kept']);
});

test('whoever is mentioned in a thread with a muted tag hears of it, until they have read that', async () => {
  const ana = await reader();
  const quiet = await aTag();
  await hear(ana, quiet, 'mute');
  const { id: threadId } = await start('Muted', [quiet]);
  expect(await unread(ana)).toEqual([]);
  const mention = `${mentionOf({ kind: 'person', id: ana.personId, name: 'Ana Fuentes' })} what do you say?`;
  await ben.do('post.reply', { threadId, text: mention });
  await app.settled();
  expect((await ana.see('bell.list', {})).rows.map(({ notices }) => notices.map(({ kind }) => kind))).toEqual([
    ['mention'],
  ]);
  expect(await ana.see('bell.count', {})).toEqual({ total: 1 });
  expect(await unread(ana)).toEqual(['Muted']);
  await ana.do('thread.mark-read', { threadId, no: 2 });
  await ben.do('post.reply', { threadId, text: 'Anybody?' });
  expect(await unread(ana)).toEqual([]);
});

test('what was said of a tag counts for the one that takes it in, until something is said of that', async () => {
  const ana = await reader();
  const [from, into, third] = [await aTag(), await aTag(), await aTag()];
  await hear(ana, from, 'mute');
  await hear(ana, third, 'follow');
  await start('Before', [from]);
  expect(await unread(ana)).toEqual([]);
  await mo.do('tag.merge', { tagId: from, into });
  expect(await ana.see('follow.tags', {})).toEqual({ [into]: 'mute', [third]: 'follow' });
  // Also a thread that has not got the other one yet, and one that has.
  expect(await unread(ana)).toEqual([]);
  await app.settled();
  await start('After', [into]);
  expect(await unread(ana)).toEqual([]);
  const { tags } = await ana.see('follow.list', {});
  expect(tags.map(({ tag, level }) => [tag.id, level]).toSorted()).toEqual(
    [
      [into, 'mute'],
      [third, 'follow'],
    ].toSorted(),
  );

  // A synonym, or the old address, leads to the same tag; what is said of it is all there is.
  await hear(ana, from, 'follow');
  expect(await unread(ana, 'followed')).toEqual(['After', 'Before']);
  await hear(ana, into, 'normal');
  expect(await ana.see('follow.tags', {})).toEqual({ [third]: 'follow' });
  expect(await FollowModel.countDocuments({ personId: ana.personId, kind: 'tag' })).toBe(1);

  // Said of both, what was said of the one that stays counts.
  const last = await aTag();
  await hear(ana, last, 'follow');
  await hear(ana, third, 'mute');
  await mo.do('tag.merge', { tagId: third, into: last });
  expect(await ana.see('follow.tags', {})).toEqual({ [last]: 'follow' });
  await mo.do('tag.edit', {
    ...named(last, 'renamed'),
    synonyms: { en: [`Name ${third}`], es: [`Nombre ${third}`] },
    retired: false,
  });
  const thread = await start('Renamed', [last]);
  expect((await ana.see('follow.thread', { threadId: thread.id })).tag?.name.en).toBe('Name renamed');
});

test('nothing of a board that one may not read; a tag that is not there is nothing to follow', async () => {
  const ana = await reader();
  const one = await aTag();
  await hear(ana, one, 'follow');
  const closed = await aBoardOf(mo, { read: { circle: 'staff', groups: [] } });
  await start('Closed', [one], closed, mo);
  await app.settled();
  expect([await unread(ana), await unread(ana, 'followed')]).toEqual([[], []]);
  expect(await ana.see('bell.followed', {})).toEqual({ rows: [], total: 0 });
  const nobody = tagId.parse('nobody-knows');
  expect(await ana.try('follow.set', { what: { tagId: nobody }, level: 'follow' })).toMatchObject({
    error: { reason: 'no-such-thing' },
  });
  expect(await app.stranger().try('follow.set', { what: { tagId: one }, level: 'follow' })).toMatchObject({
    ok: false,
  });
});

test('one’s other pages know, and it is in the export', async () => {
  const ana = await app.person();
  const one = await aTag();
  const own: OwnValue[] = [];
  const tab = ana.openSocket();
  tab.on('own', (values) => own.push(...values));
  await tab.emitWithAck('query', 'account.me', {});
  await hear(ana, one, 'mute');
  const isTold = ({ kind, key, value }: OwnValue) =>
    kind === OWN_LEVEL && key === `tag/${one}` && value === 'mute chosen';
  await until(async () => own.some(isTold), 'to be told');
  tab.disconnect();
  const { follows } = await ana.see('account.export', {});
  expect(follows.map(({ kind, id, level }) => [kind, id, level])).toEqual([['tag', one, 'mute']]);
});

test('a reply costs the same, whoever follows or mutes the tags of its thread', async () => {
  const ana = await reader();
  const one = await aTag();
  const [plain, tagged] = [await aThread(ben, board), await start('Tagged', [one])];
  const carla = await app.person();
  await app.settled();
  const tripsOf = async (threadId: ThreadId): Promise<string[]> => {
    const trips: string[] = [];
    mongoose.set('debug', (collection: string, method: string) => void trips.push(`${collection}.${method}`));
    try {
      await carla.do('post.reply', { threadId, text: 'Together' });
      await app.settled();
    } finally {
      mongoose.set('debug', false);
    }
    return trips.filter((trip) => /^(follows|tags|tagLists|notifications)\./.test(trip)).toSorted();
  };
  const before = await tripsOf(plain.id);
  await hear(ana, one, 'follow');
  await hear(mo, one, 'mute');
  expect(await tripsOf(tagged.id)).toEqual(before);
});

test('what is said of tags is looked up by an index', async () => {
  const asked = [
    FollowModel.find({ personId: 'a', kind: { $in: ['board', 'tag'] } }),
    NotificationModel.find({ personId: 'a', threadId: { $in: ['a', 'b'] }, about: 'post', kind: 'mention' }),
  ];
  for (const query of asked) expect(JSON.stringify(await query.explain('queryPlanner'))).toMatch(/IXSCAN/);
});
