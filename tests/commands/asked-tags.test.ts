import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import { rightsFor } from '@hearth/shared/boards/policy';
import { tagId, type AskedTags, type TagId } from '@hearth/shared/tags/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoardOf, aThread } from '../support/builders.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** Boards that ask for a tag. */

const HOUR_MS = 3_600_000;

let app: TestApp;
let ana: Person;
let mo: Person;
beforeAll(async () => {
  app = await openApp();
  ana = await app.person();
  mo = await app.person({ role: 'moderator' });
});
afterAll(() => app.close());

const asked = { ok: false, error: { reason: 'tag-asked', code: 'conflict', fields: { tags: 'asked' } } };

let made = 0;
async function aTag(): Promise<TagId> {
  const id = tagId.parse(`asked-${++made}`);
  await mo.do('tag.create', named(id));
  return id;
}

const named = (id: TagId) => ({
  ...{ tagId: id, name: { en: `Name ${id}`, es: `Nombre ${id}` } },
  ...{ synonyms: { en: [], es: [] }, group: 'topic' as const },
});

const both = (text: string) => ({ en: text, es: text });
const looks = { name: both('Own'), purpose: both('Own'), icon: 'chat', colour: 'pine' } as const;
const settings = (boardId: BoardId) => ({
  ...({ boardId, ...looks, kind: 'discussion', after: null } as const),
  rights: rightsFor('members'),
});

async function asking(of: readonly TagId[]): Promise<BoardId> {
  const boardId = await aBoardOf(mo, {});
  await mo.do('board.edit', { ...settings(boardId), asksTags: { of: [...of] } });
  return boardId;
}

const askedOf = async (boardId: BoardId, by = ana): Promise<AskedTags | null> =>
  (await by.see('tag.asked', { boardId })).asked;
const words = { title: 'Bus', text: 'Words', language: 'en' } as const;

test('moderators say that a thread needs a tag; whoever starts one is told before, and refused in words without one', async () => {
  const one = await aTag();
  const boardId = await aBoardOf(mo, {});
  expect(await askedOf(boardId)).toBeNull();
  expect(await ana.try('board.edit', { ...settings(boardId), asksTags: { of: [] } })).toMatchObject({
    error: { reason: 'not-allowed' },
  });
  await mo.do('board.edit', { ...settings(boardId), asksTags: { of: [] } });
  expect(await askedOf(boardId)).toEqual({ of: [] });
  expect((await mo.see('board.settings', { boardId })).asksTags).toEqual({ of: [] });

  const commandId = randomUUID();
  expect((await ana.post('thread.start', { boardId, ...words }, commandId)).body).toMatchObject(asked);
  expect((await ana.see('board.get', { boardId })).rows).toEqual([]);
  // Refused is not done: the same form is sent with a tag, and once more.
  const input = { boardId, ...words, tags: [one] };
  const { thread } = await ana.do('thread.start', input, commandId);
  expect((await ana.do('thread.start', input, commandId)).thread).toEqual(thread);

  // Pages from before there was such a thing say nothing of it.
  await mo.do('board.edit', settings(boardId));
  expect(await askedOf(boardId)).toEqual({ of: [] });
  await mo.do('board.edit', { ...settings(boardId), asksTags: null });
  await ana.do('thread.start', { boardId, ...words });
  // What was done is done, whatever is asked since.
  await mo.do('board.edit', { ...settings(boardId), asksTags: { of: [await aTag()] } });
  expect((await ana.do('thread.start', input, commandId)).thread).toEqual(thread);
});

test('of the tags that a board names one is needed, and others may stand beside it', async () => {
  const [needed, second, other] = [await aTag(), await aTag(), await aTag()];
  const boardId = await asking([needed, second]);
  expect(await askedOf(boardId)).toEqual({ of: [needed, second] });
  const start = (tags: TagId[]) => ana.post('thread.start', { boardId, ...words, tags });
  for (const tags of [[], [other]]) expect((await start(tags)).body).toMatchObject(asked);
  expect((await start([other, second])).body).toMatchObject({ ok: true, value: { thread: { tags: [other, second] } } });
  const unknown = tagId.parse('nobody-knows');
  expect(await mo.try('board.edit', { ...settings(boardId), asksTags: { of: [unknown] } })).toMatchObject({
    error: { reason: 'tag-gone' },
  });
});

test('the last tag that is asked for is not taken from a thread, nor from one that has none does anybody ask it', async () => {
  const [needed, other] = [await aTag(), await aTag()];
  const boardId = await asking([needed]);
  const { thread } = await ana.do('thread.start', { boardId, ...words, tags: [needed] });
  const tag = (by: Person, tags: TagId[]) => by.try('thread.tag', { threadId: thread.id, tags });
  expect(await tag(ana, [other])).toMatchObject(asked);
  expect(await tag(mo, [])).toMatchObject(asked);
  expect(await tag(ana, [needed, other])).toMatchObject({ ok: true });

  const older = await aBoardOf(mo, {});
  const { id: threadId } = await aThread(ana, older);
  await mo.do('board.edit', { ...settings(older), asksTags: { of: [] } });
  await ana.do('post.reply', { threadId, text: 'Still here.' });
  await ana.do('post.edit', { threadId, no: 1, text: 'Other words' });
  await ana.do('thread.tag', { threadId, tags: [other] });
  expect(await ana.try('thread.tag', { threadId, tags: [] })).toMatchObject(asked);
});

test('what is asked for follows tags that are merged and retired, and asks nobody for what nobody could give', async () => {
  const [one, two, three] = [await aTag(), await aTag(), await aTag()];
  const boardId = await asking([one, two]);
  const retire = (id: TagId, retired: boolean) => mo.do('tag.edit', { ...named(id), retired });
  const { thread } = await ana.do('thread.start', { boardId, ...words, tags: [two] });
  await mo.do('tag.merge', { tagId: one, into: three });
  expect(await askedOf(boardId)).toEqual({ of: [three, two] });
  expect((await mo.see('board.settings', { boardId })).asksTags).toEqual({ of: [three, two] });
  // A page that offered the one before sends it.
  expect((await ana.do('thread.start', { boardId, ...words, tags: [one] })).thread.tags).toEqual([three]);

  await retire(two, true);
  expect(await askedOf(boardId)).toEqual({ of: [three] });
  // Whoever has it has what is asked for.
  const other = await aTag();
  await ana.do('thread.tag', { threadId: thread.id, tags: [two, other] });
  const mergedSynonyms = { en: [`Name ${one}`], es: [`Nombre ${one}`] };
  await mo.do('tag.edit', { ...named(three), synonyms: mergedSynonyms, retired: true });
  expect(await askedOf(boardId)).toBeNull();
  await ana.do('thread.start', { boardId, ...words });
});

test('a thread is moved to such a board with what it has, which moderators are told of before', async () => {
  const [needed, other] = [await aTag(), await aTag()];
  const [from, boardId] = [await aBoardOf(mo, {}), await asking([needed])];
  const { thread } = await ana.do('thread.start', { boardId: from, ...words, tags: [other] });
  const asks = async () => {
    const { boards } = await mo.see('thread.moderation', { threadId: thread.id });
    return present(boards.find(({ id }) => id === boardId)).asksTag;
  };
  expect(await asks()).toBe(true);
  await ana.do('thread.tag', { threadId: thread.id, tags: [needed] });
  expect(await asks()).toBe(false);
  await ana.do('thread.tag', { threadId: thread.id, tags: [] });
  const moved = await mo.do('thread.move', { threadId: thread.id, to: boardId });
  expect(moved.thread).toMatchObject({ boardId, tags: [] });
  await ana.do('post.reply', { threadId: thread.id, text: 'Here we go on.' });
  await mo.do('thread.tag', { threadId: thread.id, tags: [needed] });
});

test('posts that appear later carry their tags; what is asked for by then comes back with its words and the reason', async () => {
  const [one, two] = [await aTag(), await aTag()];
  const boardId = await asking([one]);
  const at = () => new Date(app.clock.now().getTime() + HOUR_MS).toISOString();
  const later = (tags?: TagId[]) => ({ ...words, zone: 'America/Chicago', at: at(), ...(tags && { tags }) });
  expect(await ana.try('scheduled.put', { boardId, ...later() })).toMatchObject(asked);
  expect(await ana.try('scheduled.put', { boardId, ...later([two]) })).toMatchObject(asked);
  const { id } = await ana.do('scheduled.put', { boardId, ...later([one]) });
  expect(await ana.try('scheduled.change', { id, ...later([two]) })).toMatchObject(asked);
  // Pages from before say nothing of tags.
  expect(await ana.do('scheduled.change', { id, ...later() })).toMatchObject({ tags: [one] });

  await mo.do('board.edit', { ...settings(boardId), asksTags: { of: [two] } });
  expect(await ana.try('scheduled.post', { id })).toMatchObject(asked);
  const pass = async () => {
    app.clock.advance(1.1 * HOUR_MS);
    await app.services.jobs.settled(10_000);
    await app.settled();
  };
  await pass();
  const [back] = (await ana.see('scheduled.list', {})).own;
  expect(back).toMatchObject({ id, ...words, tags: [one], state: 'refused', reason: 'tag-asked' });
  await ana.do('scheduled.change', { id, ...later([one, two]) });
  await pass();
  expect((await ana.see('board.get', { boardId })).rows).toMatchObject([{ title: 'Bus', tags: [one, two] }]);
  expect((await ana.see('scheduled.list', {})).own).toEqual([]);
});

test('questions of a board and what it asks for stand beside each other', async () => {
  const boardId = await asking([]);
  const template = [{ title: both('What did you try?'), text: both(''), required: true }];
  await mo.do('board.edit', { ...settings(boardId), template });
  expect([await askedOf(boardId), (await ana.see('board.template', { boardId })).length]).toEqual([{ of: [] }, 1]);
});
