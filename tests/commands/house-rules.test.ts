import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { ConsentModel, RulesModel } from '@hearth/server/features/house-rules/model';
import { presentRule, requireRule } from '@hearth/server/features/house-rules/access';
import { firstRules } from '@hearth/server/features/house-rules/first-version';
import { ruleId, type RuleSource } from '@hearth/shared/house-rules/entity';
import { houseRuleLimits } from '@hearth/shared/house-rules/limits';
import { aBoard, aBoardOf } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let admin: Person;
let moderator: Person;
beforeAll(async () => {
  app = await openApp();
  admin = await app.person({ role: 'admin', name: 'Ada Admin' });
  moderator = await app.person({ role: 'moderator' });
});
afterAll(() => app.close());

const both = (en: string, es = en) => ({ en, es });
const current = async () => (await app.stranger().see('house-rules.get', {})).current;
const source = async (): Promise<RuleSource[]> => present((await admin.see('house-rules.get', {})).source);
const newRule: RuleSource = {
  id: ruleId.parse('new-rule'),
  title: both('Something new', 'Algo nuevo'),
  words: both('Be **brave**.', 'Sea **valiente**.'),
};
const publish = async (person: Person, rules: readonly RuleSource[], id?: string) =>
  person.do('house-rules.publish', { after: await current(), rules: [...rules], changes: both('New', 'Nuevo') }, id);

test('everybody reads the first version in both languages, and nobody is asked to read it again', async () => {
  const { shown, versions, agreed, source: theirs } = await app.stranger().see('house-rules.get', {});
  expect([shown.version, shown.rules.length, versions.length, agreed, theirs]).toEqual([1, 8, 1, null, null]);
  for (const { title, html } of shown.rules)
    for (const text of [title.en, title.es, html.en, html.es]) expect(text.length).toBeGreaterThan(5);
  // It is shown without being rendered, so it holds no markup.
  for (const { words } of firstRules) expect(words.en + words.es).not.toMatch(/[<>&*_[\]`]/);
  expect(await moderator.see('house-rules.news', {})).toEqual({ news: null });
});

test('a new version is published by admins alone, once, and the one before stays', async () => {
  const id = randomUUID();
  const before = await current();
  const rules = [...(await source()), newRule];
  expect(await publish(admin, rules, id)).toEqual({ version: before + 1 });
  // Again under the same id, though there is a newer one by now.
  const again = { after: before, rules, changes: both('New', 'Nuevo') };
  expect(await admin.do('house-rules.publish', again, id)).toEqual({ version: before + 1 });
  expect(reasonIn((await admin.post('house-rules.publish', again)).body)).toBe('rules-changed');
  const other = await app.person({ role: 'admin' });
  expect(reasonIn((await other.post('house-rules.publish', again, id)).body)).toBe('id-taken');
  expect(reasonIn((await moderator.post('house-rules.publish', again)).body)).toBe('not-allowed');
  const shown = await app.stranger().see('house-rules.get', {});
  expect(shown.shown.rules.at(-1)).toMatchObject({
    id: 'new-rule',
    html: { es: '<p>Sea <strong>valiente</strong>.</p>\n' },
  });
  expect(shown.versions.map(({ version, by }) => [version, by])).toEqual([
    [2, null],
    [1, null],
  ]);
  const older = await app.stranger().see('house-rules.get', { version: 1 });
  expect(older.shown.rules).toHaveLength(8);
  expect((await moderator.see('house-rules.get', {})).versions[0]?.by?.name).toBe('Ada Admin');
  expect((await app.stranger().get('house-rules.get', { version: 99 })).status).toBe(404);
});

test('of two who publish at once one does', async () => {
  const after = await current();
  const rules = await source();
  const input = { after, rules, changes: both('Same') };
  const ends = await Promise.all(
    [1, 2, 3].map(async () => reasonIn((await admin.post('house-rules.publish', input)).body)),
  );
  expect(ends.toSorted()).toEqual([null, 'rules-changed', 'rules-changed'].toSorted());
  expect(await current()).toBe(after + 1);
});

test('two rules with one id are refused, and a preview says what is new and left out', async () => {
  const rules = await source();
  const twice = { after: await current(), rules: [...rules, newRule], changes: both('Same') };
  expect(reasonIn((await admin.post('house-rules.publish', twice)).body)).toBe('rules-alike');
  const [first, second, ...others] = rules;
  const changed = { ...present(second), words: both('Other words') };
  const added = { ...newRule, id: ruleId.parse('another') };
  const seen = await admin.see('house-rules.preview', { rules: [changed, ...others, added] });
  expect(seen.rules.map(({ is }) => is)).toEqual(['changed', ...others.map(() => 'same'), 'new']);
  expect(seen.removed).toEqual([{ id: present(first).id, title: present(first).title }]);
});

test('the data of whoever published versions has these', async () => {
  const other = await app.person({ role: 'admin' });
  const { version } = await publish(other, await source());
  const { houseRulesPublished } = await other.see('account.export', {});
  expect(houseRulesPublished).toMatchObject([{ version, changes: both('New', 'Nuevo') }]);
  expect((await (await app.person()).see('account.export', {})).houseRulesPublished).toEqual([]);
});

test('members read once what is new, and are locked out of nothing', async () => {
  const ana = await app.person();
  const version = await current();
  expect(await ana.see('house-rules.news', {})).toMatchObject({ news: { version } });
  const boardId = await aBoard();
  await ana.do('thread.start', { boardId, title: 'Before', text: 'I have read it', language: 'en' });
  await ana.do('house-rules.agree', { version });
  await ana.do('house-rules.agree', { version });
  expect(await ana.see('house-rules.news', {})).toEqual({ news: null });
  expect((await ana.see('house-rules.get', {})).agreed).toBe(version);
  expect((await ana.post('house-rules.agree', { version: version + 1 })).status).toBe(404);
  const exported = await ana.see('account.export', {});
  expect(exported.houseRules.map((one) => one.version)).toEqual([version]);
});

test('whoever joins agrees to what holds at that moment, with the time', async () => {
  const address = `${randomUUID()}@example.org`;
  const stranger = app.stranger();
  const profile = {
    name: 'Eva Luna',
    work: 'parent',
    school: '',
    state: 'OH',
    languages: ['es'],
    locale: 'es',
  } as const;
  const { signUp } = await stranger.do('account.sign-up', { ...profile, languages: ['es'], email: address });
  await app.services.jobs.settled(10_000);
  const mail = (app.services.mailer.inbox() ?? []).find(({ to }) => to.address === address);
  const code = /\b\d{6}\b/.exec(present(mail).subject)?.[0] ?? '';
  await stranger.do('account.redeem-code', { email: address, code, signUp });
  const version = await current();
  const personId = present((await stranger.see('account.me', {})).me).id;
  await until(async () => (await ConsentModel.countDocuments({ personId, version })) === 1, 'the consent is there');
  expect(await stranger.see('house-rules.news', {})).toEqual({ news: null });
});

test('what names a rule goes on naming it when it is gone, and nothing new is decided by it', async () => {
  const rules = await source();
  await publish(
    admin,
    rules.filter(({ id }) => id !== newRule.id),
  );
  expect(await presentRule(newRule.id)).toEqual({ id: 'new-rule', title: newRule.title });
  await expect(requireRule(newRule.id)).rejects.toMatchObject({ reason: 'no-such-rule' });
  const kind = ruleId.parse('be-kind');
  expect((await requireRule(kind)).title.es).toBe('Sea amable');
});

test('reasons are for all boards or for one, each names a rule, and whoever moderates has them', async () => {
  const boardId = await aBoard();
  const id = randomUUID();
  const words = both('Please be kinder.', 'Por favor, sea más amable.');
  const input = { boardId: null, ruleId: ruleId.parse('be-kind'), words };
  const reason = await moderator.do('reason.create', input, id);
  expect(await moderator.do('reason.create', input, id)).toEqual(reason);
  const ofBoard = await moderator.do('reason.create', { ...input, boardId });
  expect(reasonIn((await moderator.post('reason.create', { ...input, ruleId: 'new-rule' })).body)).toBe('no-such-rule');
  const { reasons } = await moderator.see('reason.list', { boardId });
  expect(reasons.map((one) => one.id)).toEqual([reason.id, ofBoard.id]);
  expect(reasons[0]).toMatchObject({ rule: { id: 'be-kind', title: { en: 'Be kind' } }, words });
  await moderator.do('reason.edit', { reasonId: reason.id, ruleId: ruleId.parse('on-topic'), words });
  const other = await moderator.see('reason.list', { boardId: await aBoard() });
  expect(other.reasons.map(({ rule }) => rule.id)).toEqual(['on-topic']);
  const member = await app.person();
  expect((await member.get('reason.list', { boardId })).status).toBe(404);
  expect(reasonIn((await member.post('reason.remove', { reasonId: reason.id })).body)).toBe('not-allowed');
  for (const n of [1, 2]) expect([n, await moderator.do('reason.remove', { reasonId: reason.id })]).toEqual([n, {}]);
  expect((await moderator.see('reason.list', { boardId })).reasons.map((one) => one.id)).toEqual([ofBoard.id]);
});

test('a board’s own moderators keep reasons for it alone', async () => {
  const member = await app.person();
  const name = `Group ${randomUUID()}`;
  const group = await admin.do('group.create', { name, purpose: 'They look after it.', language: 'en', kind: 'open' });
  await member.do('group.join', { groupId: group.id });
  const [boardId, otherId] = [
    await aBoardOf(admin, { moderate: { circle: 'staff', groups: [group.id] } }),
    await aBoard(),
  ];
  const input = { ruleId: ruleId.parse('be-kind'), words: both('Words') };
  const own = await member.do('reason.create', { ...input, boardId });
  for (const elsewhere of [otherId, null])
    expect(reasonIn((await member.post('reason.create', { ...input, boardId: elsewhere })).body)).toBe('not-allowed');
  const foreign = await moderator.do('reason.create', { ...input, boardId: otherId });
  expect(reasonIn((await member.post('reason.edit', { ...input, reasonId: foreign.id })).body)).toBe('no-such-thing');
  const all = (await member.see('reason.list', {})).reasons;
  expect(all.map(({ id }) => id)).toEqual([own.id]);
});

test('whoever reads what holds, or reasons, has the store read no words of older versions, and names once', async () => {
  const boardId = await aBoard();
  const input = { boardId, ruleId: ruleId.parse('be-kind'), words: both('Words') };
  for (let n = 0; n < 3; n++) await moderator.do('reason.create', input);
  const find = jest.spyOn(RulesModel, 'find');
  await app.stranger().see('house-rules.get', {});
  expect(find.mock.calls).toEqual([[{}, { by: 1, at: 1 }]]);
  find.mockClear();
  await moderator.see('reason.list', { boardId });
  expect(find.mock.calls).toEqual([[{}, { 'rules.id': 1, 'rules.title': 1 }]]);
  find.mockRestore();
});

test('a board has so many reasons at most', async () => {
  const boardId = await aBoard();
  const input = { boardId, ruleId: ruleId.parse('be-kind'), words: both('Words') };
  for (let n = 0; n < houseRuleLimits.reasons; n++) await moderator.do('reason.create', input);
  expect(reasonIn((await moderator.post('reason.create', input)).body)).toBe('too-many-reasons');
});
