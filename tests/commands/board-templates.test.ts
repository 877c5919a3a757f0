import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rightsFor } from '@hearth/shared/boards/policy';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { GuidedQuestion } from '@hearth/shared/boards/template';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoardOf } from '../support/builders.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let ana: Person;
let mo: Person;
beforeAll(async () => {
  app = await openApp();
  ana = await app.person();
  mo = await app.person({ role: 'moderator' });
});
afterAll(() => app.close());

const tried: GuidedQuestion = {
  title: { en: 'What did you try?', es: '¿Qué intentó?' },
  text: { en: 'A *few* words', es: '' },
  required: true,
};

const both = (text: string) => ({ en: text, es: text });
const looks = { name: both('Own'), purpose: both('Own'), icon: 'chat', colour: 'pine' } as const;
const settings = (boardId: BoardId) => ({
  ...({ boardId, ...looks, kind: 'discussion', after: null } as const),
  rights: rightsFor('members'),
});

test('moderators write what one is asked who starts a thread; its readers are shown it, in both languages', async () => {
  const boardId = await aBoardOf(mo, {});
  expect(await ana.see('board.template', { boardId })).toEqual([]);
  expect(await ana.try('board.edit', { ...settings(boardId), template: [tried] })).toMatchObject({
    error: { reason: 'not-allowed' },
  });
  await mo.do('board.edit', { ...settings(boardId), template: [tried] });
  const asked = [{ title: tried.title, html: { en: '<p>A <em>few</em> words</p>\n', es: '' }, required: true }];
  expect(await ana.see('board.template', { boardId })).toEqual(asked);
  expect((await mo.see('board.settings', { boardId })).template).toEqual([tried]);

  // Pages from before there was such a thing say nothing of it.
  await mo.do('board.edit', settings(boardId));
  expect(await ana.see('board.template', { boardId })).toEqual(asked);
  await mo.do('board.edit', { ...settings(boardId), template: [] });
  expect(await ana.see('board.template', { boardId })).toEqual([]);
});

test('eight questions at most, each with a title in both languages, and nothing in them that a post may not have', async () => {
  const boardId = await aBoardOf(mo, {});
  const refused = async (template: readonly unknown[]) =>
    (await mo.post('board.edit', { ...settings(boardId), template })).body;
  expect(await refused(Array.from({ length: 9 }, () => tried))).toMatchObject({ error: { reason: 'invalid-input' } });
  expect(await refused([{ ...tried, title: { en: 'What?', es: ' ' } }])).toMatchObject({
    error: { fields: { 'template.0.title.es': 'missing' } },
  });
  const script = { en: '<script>alert(1)</script><img src=x onerror=alert(1)>', es: '[link](javascript:alert(1))' };
  await mo.do('board.edit', { ...settings(boardId), template: [{ ...tried, text: script }] });
  const [shown] = await ana.see('board.template', { boardId });
  expect(shown?.html.en).not.toMatch(/<(script|img)/);
  expect(shown?.html.es).not.toMatch(/href/);
});

test('what questions said before is out of the log', async () => {
  const boardId = await aBoardOf(mo, {});
  const old = { ...tried, title: both('An old question of ours') };
  await mo.do('board.edit', { ...settings(boardId), template: [old] });
  await mo.do('board.edit', { ...settings(boardId), template: [tried] });
  await app.settled();
  app.clock.advance(86_400_000);
  const events = async () =>
    JSON.stringify(
      await mongoose.connection.db
        ?.collection('events')
        .find({ stream: `board:${boardId}` })
        .toArray(),
    );
  expect(await events()).toContain('What did you try?');
  expect(await events()).not.toContain('An old question of ours');
});
