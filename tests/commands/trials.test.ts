import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { findPerson } from '@hearth/server/features/accounts/store';
import { EventModel } from '@hearth/server/streams/model';
import { TallyModel } from '@hearth/server/streams/tally-model';
import { rightsFor } from '@hearth/shared/boards/policy';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { TrialReport } from '@hearth/shared/trials/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread } from '../support/builders.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let [asker, author]: Person[] = [];
let threadId: ThreadId;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard({ kind: 'question' });
});
afterAll(() => app.close());
beforeEach(async () => {
  [asker, author] = await Promise.all([app.person({ name: 'Ana Fuentes' }), app.person({ name: 'Ben Okafor' })]);
  threadId = (await aThread(present(asker), board)).id;
  await present(author).do('post.reply', { threadId, text: 'Ask the drivers first.' });
});

const TOLD = {
  level: 'middle',
  place: 'rural',
  result: 'worked',
  changed: '',
  sentence: 'Two said yes the next day.',
} as const;
type Told = Partial<Pick<TrialReport, keyof typeof TOLD>>;

const tell = (person: Person, told: Told = {}, no = 2) => person.do('trial.report', { threadId, no, ...TOLD, ...told });
const tryTo = async (person: Person, no = 2) =>
  reasonIn((await person.post('trial.report', { threadId, no, ...TOLD })).body);
const list = (person: Person = app.stranger(), kind: object = {}) =>
  person.see('trial.list', { threadId, no: 2, ...kind });
const counted = async () => {
  await app.settled();
  return (await app.stranger().see('reaction.in', { threadId, from: 1, to: 50 })).tried;
};

test('who has tried an answer is counted by schools for everybody, and whoever reads the post reads what they say', async () => {
  const dora = await app.person({ name: 'Dora Diaz', school: 'Lincoln Elementary', state: 'OH' });
  await tell(dora);
  await tell(await app.person({ school: 'Oak High', state: 'OH' }), { result: 'partly', level: 'high' });
  await tell(await app.person({ school: '', state: '' }), { result: 'no', changed: 'Nothing at all.' });
  expect(await counted()).toEqual({ 2: { worked: 1, partly: 1, no: 1 } });
  const { reports, counts, mine, mayReport } = await list();
  expect(counts).toEqual({ worked: 1, partly: 1, no: 1 });
  expect(reports.map(({ result }) => result)).toEqual(['no', 'partly', 'worked']);
  expect(reports.at(-1)).toMatchObject({ ...TOLD, by: { name: 'Dora Diaz', school: 'Lincoln Elementary' } });
  expect([mine, mayReport]).toEqual([null, false]);
  expect((await list(dora)).mine).toMatchObject({ sentence: TOLD.sentence });
});

test('a school counts once, with the newest of its reports, however its name is written; one of that name elsewhere is another', async () => {
  await tell(await app.person({ school: 'Escuela Nuevo Día', state: 'NM' }), { result: 'no' });
  await tell(await app.person({ school: 'escuela nuevo dia ', state: 'NM' }), { result: 'partly' });
  await tell(await app.person({ school: 'Escuela Nuevo Día', state: 'TX' }));
  await tell(await app.person({ school: '' }), { sentence: 'From nowhere in particular.' });
  await tell(await app.person({ school: '' }), { sentence: 'From nowhere in particular.' });
  expect(await counted()).toEqual({ 2: { worked: 3, partly: 1, no: 0 } });
});

test('they are listed by level and place', async () => {
  const schools = ['One', 'Two', 'Three'].map((school) => app.person({ school }));
  const [one, two, three] = await Promise.all(schools);
  await tell(present(one));
  await tell(present(two), { place: 'city' });
  await tell(present(three), { level: 'high', place: 'city' });
  const schoolsIn = async (kind: object) =>
    (await list(app.stranger(), kind)).reports.map(({ by }) => by?.school).toSorted();
  expect(await schoolsIn({ place: 'city' })).toEqual(['Three', 'Two']);
  expect(await schoolsIn({ place: 'city', level: 'high' })).toEqual(['Three']);
  expect(await schoolsIn({ place: 'suburb' })).toEqual([]);
  expect((await list(app.stranger(), { place: 'suburb' })).counts).toEqual({ worked: 3, partly: 0, no: 0 });
});

test('one has one report, changes it, withdraws it and says it again; the same said twice is said once', async () => {
  const dora = await app.person({ school: 'Oak' });
  const { report } = await tell(dora);
  expect((await tell(dora)).report.at).toBe(report.at);
  await tell(dora, { result: 'no', sentence: 'It did not last.' });
  expect((await list()).reports).toMatchObject([{ result: 'no', sentence: 'It did not last.' }]);
  await dora.do('trial.withdraw', { threadId, no: 2 });
  await dora.do('trial.withdraw', { threadId, no: 2 });
  expect(await list(dora)).toMatchObject({ reports: [], mine: null, counts: { worked: 0, partly: 0, no: 0 } });
  expect(await counted()).toEqual({});
  await tell(dora);
  expect(await counted()).toEqual({ 2: { worked: 1, partly: 0, no: 0 } });
});

test('words that change are told as well, where the numbers stay: open lists ask again (promise L3)', async () => {
  const dora = await app.person({ school: 'Oak' });
  const events = async () => {
    await app.settled();
    return EventModel.countDocuments({ stream: `reactions:${threadId}` });
  };
  await tell(dora);
  const before = await events();
  await tell(dora, { sentence: 'Three said yes.' });
  expect(await events()).toBe(before + 1);
  expect(await counted()).toEqual({ 2: { worked: 1, partly: 0, no: 0 } });
  // No event says who it was, or what they said.
  const logged = JSON.stringify(await EventModel.find({ stream: `reactions:${threadId}` }).lean());
  expect(logged).not.toMatch(new RegExp(`said yes|${dora.personId}`));
});

test('reactions and reports are counted beside each other', async () => {
  const dora = await app.person({ school: 'Oak' });
  await dora.do('reaction.set', { threadId, no: 2, kind: 'thanks' });
  await tell(dora);
  await present(asker).do('reaction.set', { threadId, no: 2, kind: 'thanks' });
  await app.settled();
  expect(await app.stranger().see('reaction.in', { threadId, from: 1, to: 9 })).toMatchObject({
    counts: { 2: { thanks: 2 } },
    tried: { 2: { worked: 1, partly: 0, no: 0 } },
  });
});

test('one does not report on one’s own answer, on a question, on what is deleted, or where nobody discusses', async () => {
  const dora = await app.person();
  expect(await tryTo(present(author))).toBe('not-allowed');
  expect(await tryTo(dora, 1)).toBe('trial-not-here');
  expect(await tryTo(dora, 9)).toBe('no-such-thing');
  await tell(dora);
  await present(author).do('post.delete', { threadId, no: 2 });
  expect(await tryTo(dora)).toBe('already-deleted');
  expect(await list()).toMatchObject({ reports: [], counts: { worked: 0, partly: 0, no: 0 } });
  await present(author).do('post.restore', { threadId, no: 2 });
  expect((await list()).reports).toHaveLength(1);

  const moderator = await app.person({ role: 'moderator' });
  const news = await aThread(moderator, await aBoard({ kind: 'announcement' }));
  await dora.do('post.reply', { threadId: news.id, text: 'Good.' });
  const refused = await moderator.try('trial.report', { threadId: news.id, no: 2, ...TOLD });
  expect(refused).toMatchObject({ ok: false, error: { reason: 'trial-not-here' } });
});

test('whoever may not reply may not report; a locked thread takes none, one that is only quiet does', async () => {
  const moderator = await app.person({ role: 'moderator' });
  const closed = await aBoardOf(moderator, { ...rightsFor('members'), reply: { circle: 'staff', groups: [] } });
  const thread = await aThread(moderator, closed);
  await moderator.do('post.reply', { threadId: thread.id, text: 'Like this.' });
  const dora = await app.person({ school: 'Oak' });
  const where = { threadId: thread.id, no: 2 };
  expect(reasonIn((await dora.post('trial.report', { ...where, ...TOLD })).body)).toBe('not-allowed');
  expect((await dora.see('trial.list', where)).mayReport).toBe(false);

  await tell(dora);
  await moderator.do('thread.lock', { threadId, reason: 'All is said.' });
  expect(await tryTo(dora)).toBe('locked');
  expect((await list(dora)).mayReport).toBe(false);
  // What one has said oneself one may take back all the same.
  await dora.do('trial.withdraw', { threadId, no: 2 });
  expect((await list()).reports).toEqual([]);
});

test('the author of an answer without a name is not told apart by it', async () => {
  const moderator = await app.person({ role: 'moderator' });
  const unnamed = await aBoardOf(moderator, rightsFor('members'), { kind: 'question', asksUnnamed: true });
  const dora = await app.person({ name: 'Dora Hidden' });
  const { thread } = await dora.do('thread.start', {
    ...{ boardId: unnamed, title: 'How?', text: 'How would you?', language: 'en', unnamed: true },
  });
  await dora.do('post.reply', { threadId: thread.id, text: 'I found out.', unnamed: true });
  const where = { threadId: thread.id, no: 2 };
  expect(reasonIn((await dora.post('trial.report', { ...where, ...TOLD })).body)).toBe('not-allowed');
  const ben = await app.person();
  await ben.do('trial.report', { ...where, ...TOLD });
  expect(JSON.stringify(await ben.see('trial.list', where))).not.toMatch(/Dora Hidden/);
});

test('moderators take a report away; what may tell who a child is, is asked about first', async () => {
  const dora = await app.person({ school: 'Oak' });
  const told = { threadId, no: 2, ...TOLD, sentence: 'Maria Lopez, a 4th grader, has epilepsy and came every day.' };
  expect(reasonIn((await dora.post('trial.report', told)).body)).toBe('student-information');
  await dora.do('trial.report', { ...told, asItIs: true });
  const [report] = (await list()).reports;
  const gone = { threadId, no: 2, id: present(report).id };
  expect(reasonIn((await present(author).post('trial.remove', gone)).body)).toBe('not-allowed');
  const moderator = await app.person({ role: 'moderator' });
  expect((await list(moderator)).moderates).toBe(true);
  await moderator.do('trial.remove', gone);
  expect(await list()).toMatchObject({ reports: [] });
  expect(reasonIn((await moderator.post('trial.remove', gone)).body)).toBe('no-such-thing');
});

test.each(['keep', 'remove'] as const)(
  'it is in one’s data, and whoever leaves is named no more; words: %s',
  async (words) => {
    const leaving = await app.person({ name: 'Dora Leaving', school: 'Oak Leaving' });
    await tell(leaving, { changed: 'We paid them.' });
    expect((await leaving.see('account.export', {})).trials).toMatchObject([
      { threadId, no: 2, ...TOLD, changed: 'We paid them.', school: 'Oak Leaving' },
    ]);
    const email = (await findPerson(leaving.personId))?.email ?? '';
    await leaving.do('account.erase', { email, words });
    await app.settled();
    const { reports, counts } = await list();
    expect(counts.worked).toBe(words === 'keep' ? 1 : 0);
    expect(reports).toMatchObject(words === 'keep' ? [{ by: null, sentence: TOLD.sentence }] : []);
    expect(await TallyModel.countDocuments({ personId: leaving.personId })).toBe(0);
    expect(JSON.stringify(await TallyModel.find({ streamId: threadId }).lean())).not.toMatch(/Leaving/);
  },
);
