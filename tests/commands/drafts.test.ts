import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DraftModel } from '@hearth/server/features/drafts/model';
import { EventModel } from '@hearth/server/streams/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import { draftLimits } from '@hearth/shared/drafts/limits';
import { OWN_DRAFT } from '@hearth/shared/drafts/own';
import { commandId, type CommandId } from '@hearth/shared/kernel/ids';
import type { OwnValue } from '@hearth/shared/kernel/protocol';
import { aBoard, anUnknownBoard, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let board: BoardId;
let ben: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  ben = await app.person({ name: 'Ben Okafor' });
});
afterAll(() => app.close());

/** A page on which words are written, to be sent under one id. */
function aPage(person: Person, place: string, id: CommandId = commandId.parse(randomUUID())) {
  let turn = 0;
  return {
    id,
    save: (text: string, expected: number | null, title = '') =>
      person.do('draft.save', { place, title, text, expected, by: { commandId: id, turn: ++turn } }),
  };
}

const at = async (person: Person, place: string) => (await person.see('draft.get', { place })).draft?.text ?? null;
const places = async (person: Person) => (await person.see('draft.list', {})).map(({ draft }) => draft.place);

test('what is written on one device is there on another, and on the list with its place and first words', async () => {
  const ana = await app.person();
  const thread = await aThread(ben, board, { title: 'Late buses' });
  const reply = `reply:${thread.id}`;
  await aPage(ana, reply).save('We pay a\n\nretired driver', null);
  app.clock.advance(1_000);
  await aPage(ana, `start:${board}`).save('', null, 'Who knows');
  expect(await at(ana, reply)).toBe('We pay a\n\nretired driver');
  const list = await ana.see('draft.list', {});
  expect(
    list.map(({ draft, excerpt, board, thread }) => [draft.place, draft.title, excerpt, board?.id, thread?.title]),
  ).toEqual([
    [`start:${board}`, 'Who knows', '', board, undefined],
    [reply, '', 'We pay a retired driver', board, 'Late buses'],
  ]);
  // Nobody else's.
  expect([await at(ben, reply), await places(ben)]).toEqual([null, []]);
  const log = JSON.stringify(await EventModel.find({}).lean());
  expect(log).not.toContain('retired driver');
});

test('a newer draft of another tab or device is never overwritten; it is given, and one may then decide for one’s own', async () => {
  const ana = await app.person();
  const place = `reply:${(await aThread(ben, board)).id}`;
  const [desk, phone] = [aPage(ana, place), aPage(ana, place)];
  const first = await desk.save('One', null);
  expect((await phone.save('One, and two', first.version)).newer).toBeNull();
  const late = await desk.save('Something else', first.version);
  expect(late.newer).toMatchObject({ text: 'One, and two', version: late.version });
  expect(await at(ana, place)).toBe('One, and two');
  expect((await desk.save('Something else', late.version)).newer).toBeNull();
  expect(await at(ana, place)).toBe('Something else');
  // Many at once: one is saved, and each of the others is told which.
  const { version } = await ana.see('draft.get', { place });
  const saved = await Promise.all(Array.from({ length: 6 }, (_, n) => aPage(ana, place).save(`Tab ${n}`, version)));
  const kept = await at(ana, place);
  expect(saved.filter(({ newer }) => newer === null)).toHaveLength(1);
  expect(new Set(saved.flatMap(({ newer }) => newer?.text ?? []))).toEqual(new Set([kept]));
});

test('of one page the latest counts, in whatever order its savings arrive, and twice is once', async () => {
  const ana = await app.person();
  const place = `reply:${(await aThread(ben, board)).id}`;
  const by = { commandId: commandId.parse(randomUUID()) };
  const save = (text: string, turn: number) =>
    ana.do('draft.save', { place, title: '', text, expected: null, by: { ...by, turn } });
  const second = await save('One and two', 2);
  expect(await save('One', 1)).toEqual(second);
  expect(await save('One and two', 2)).toEqual(second);
  expect(await at(ana, place)).toBe('One and two');
  expect((await save('One and two and three', 3)).newer).toBeNull();
});

test('a draft goes when its words are posted, whoever saved it last, and what is late does not bring it back', async () => {
  const ana = await app.person();
  const { id: threadId } = await aThread(ben, board);
  const place = `reply:${threadId}`;
  // Sent before its last words were saved: known by the id.
  const page = aPage(ana, place);
  await page.save('We pay a dri', null);
  await ana.do('post.reply', { threadId, text: 'We pay a driver.' }, page.id);
  // At once, before anything has followed from it.
  expect(await at(ana, place)).toBeNull();
  await app.settled();
  expect(await at(ana, place)).toBeNull();
  expect((await page.save('We pay a driv', null)).newer).toBeNull();
  expect(await at(ana, place)).toBeNull();

  // Sent from another device, which had only read it: known by what it says.
  const { version } = await ana.see('draft.get', { place });
  await aPage(ana, place).save(' And a bus. ', version);
  await ana.do('post.reply', { threadId, text: 'And a bus.' });
  await app.settled();
  expect(await at(ana, place)).toBeNull();

  // Other words stay, and so do those of others.
  await aPage(ana, place).save('Not finished', (await ana.see('draft.get', { place })).version);
  await aPage(ben, place).save('And a bus.', null);
  await ana.do('post.reply', { threadId, text: 'A short one in between.' });
  await app.settled();
  expect([await at(ana, place), await at(ben, place)]).toEqual(['Not finished', 'And a bus.']);
});

test('the same for a thread that is started, and for words that are edited', async () => {
  const ana = await app.person();
  const starting = aPage(ana, `start:${board}`);
  await starting.save('How do', null, 'Late');
  const given = { boardId: board, title: 'Late buses', text: 'How do you pay?', language: 'en' } as const;
  const { thread, post } = await ana.do('thread.start', given, starting.id);
  await app.settled();
  expect(await places(ana)).toEqual([]);
  const editing = aPage(ana, `edit:${thread.id}:1:${post.rev}`);
  await editing.save('How do you pay for', null);
  expect(await places(ana)).toEqual([`edit:${thread.id}:1:${post.rev}`]);
  await ana.do('post.edit', { threadId: thread.id, no: 1, text: 'How do you pay for it?' }, editing.id);
  await app.settled();
  expect(await places(ana)).toEqual([]);
});

test('without words there is no draft; what is discarded is brought back for a day, and not over something newer', async () => {
  const ana = await app.person();
  const place = `reply:${(await aThread(ben, board)).id}`;
  const page = aPage(ana, place);
  const { version } = await page.save('One', null);
  expect((await page.save('  ', version)).version).toBeGreaterThan(version ?? 0);
  expect(await places(ana)).toEqual([]);
  const again = present((await aPage(ana, place).save('Two', null)).version);
  expect(await ana.try('draft.discard', { place, version: again - 1 })).toMatchObject({
    error: { reason: 'newer-draft' },
  });
  const id = randomUUID();
  const discarded = await ana.do('draft.discard', { place, version: again }, id);
  expect(await ana.do('draft.discard', { place, version: again }, id)).toEqual(discarded);
  expect(await places(ana)).toEqual([]);
  await ana.do('draft.restore', { place, version: discarded.version });
  expect(await at(ana, place)).toBe('Two');
  const { version: now } = await ana.see('draft.get', { place });
  const gone = await ana.do('draft.discard', { place, version: present(now) });
  await aPage(ana, place).save('Three', gone.version);
  expect(await ana.try('draft.restore', { place, version: gone.version })).toMatchObject({
    error: { reason: 'newer-draft' },
  });
  expect(await at(ana, place)).toBe('Three');
});

test('other pages of the same person are told, and nobody else', async () => {
  const [ana, eve] = [await app.person(), await app.person()];
  const place = `reply:${(await aThread(ben, board)).id}`;
  const [own, others]: [OwnValue[], OwnValue[]] = [[], []];
  const sockets = [
    ana.openSocket().on('own', (values) => own.push(...values)),
    eve.openSocket().on('own', (values) => others.push(...values)),
  ];
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.on('hello', resolve))));
  const { version } = await aPage(ana, place).save('One', null);
  await until(
    () => own.some(({ kind, key, value }) => kind === OWN_DRAFT && key === place && value === version),
    'the draft',
  );
  expect(others).toEqual([]);
  for (const socket of sockets) socket.disconnect();
});

test('where one may not read there is no place to write for; what was written there stays one’s own', async () => {
  const [ana, staff] = [await app.person(), await app.person({ role: 'admin' })];
  const hidden = await anUnknownBoard({ readers: 'staff' });
  const thread = await aThread(staff, hidden);
  for (const place of [`start:${hidden}`, `reply:${thread.id}`, 'reply:0123456789abcdef', 'start:nowhere'])
    expect(
      reasonIn(
        (
          await ana.post('draft.save', {
            place,
            title: '',
            text: 'Words',
            expected: null,
            by: { commandId: randomUUID(), turn: 1 },
          })
        ).body,
      ),
    ).toBe('no-such-thing');
  await aPage(staff, `reply:${thread.id}`).save('Written while I was staff', null);
  const { personId } = staff;
  await (await app.person({ role: 'admin' })).do('person.set-role', { personId, role: 'member' });
  expect(await staff.see('draft.list', {})).toMatchObject([
    { excerpt: 'Written while I was staff', board: null, thread: null },
  ]);
});

test('so many of each person, and of all others nothing is lost', async () => {
  const ana = await app.person();
  const threads: string[] = [];
  for (let n = 0; n <= draftLimits.each; n++) threads.push((await aThread(ben, board)).id);
  const place = (n: number) => `reply:${threads[n]}`;
  for (let n = 0; n < draftLimits.each; n++) await aPage(ana, place(n)).save(`Draft ${n}`, null);
  const refused = {
    place: place(draftLimits.each),
    title: '',
    text: 'One more',
    expected: null,
    by: { commandId: randomUUID(), turn: 1 },
  };
  expect(reasonIn((await ana.post('draft.save', refused)).body)).toBe('too-many-drafts');
  expect(await places(ana)).toHaveLength(draftLimits.each);
  const { version } = await ana.see('draft.get', { place: place(0) });
  await ana.do('draft.discard', { place: place(0), version: present(version) });
  expect(reasonIn((await ana.post('draft.save', refused)).body)).toBeNull();
});

test('words that are edited are kept for their author alone, of a post that is there', async () => {
  const ana = await app.person();
  const { id } = await aThread(ana, board);
  const save = async (person: Person, place: string) => {
    const by = { commandId: randomUUID(), turn: 1 };
    return reasonIn((await person.post('draft.save', { place, title: '', text: 'Words', expected: null, by })).body);
  };
  expect(await save(ana, `edit:${id}:1:1`)).toBeNull();
  expect(await save(ana, `edit:${id}:2:1`)).toBe('no-such-thing');
  // No such wording: places could be made up without end.
  expect(await save(ana, `edit:${id}:1:999`)).toBe('no-such-thing');
  expect(await save(ben, `edit:${id}:1:1`)).toBe('not-yours');
});

test('of what is discarded the latest words stay, however much was written and discarded', async () => {
  const ana = await app.person();
  const threads: string[] = [];
  for (let n = 0; n < draftLimits.each + 3; n++) threads.push((await aThread(ben, board)).id);
  for (const id of threads) {
    app.clock.advance(10);
    const place = `reply:${id}`;
    const { version } = await aPage(ana, place).save('Long words', null);
    await ana.do('draft.discard', { place, version: present(version) });
  }
  const kept = await DraftModel.find({ personId: ana.personId }, { place: 1 }).sort({ at: 1 }).lean();
  expect(kept.map(({ place }) => place)).toEqual(threads.slice(3).map((id) => `reply:${id}`));
});

test('L12: of a draft that was emptied there is soon no trace, as it may have been asked without a name', async () => {
  const ana = await app.person();
  const place = `start:${board}`;
  const page = aPage(ana, place);
  const { version } = await page.save('I am afraid to ask', null, 'May I?');
  await page.save('', version);
  const record = await DraftModel.findById(`${ana.personId}/${place}`).lean();
  expect((record?.endsAt.getTime() ?? 0) - app.clock.now().getTime()).toBeLessThanOrEqual(3_600_000);
});

test('a draft ends ninety days after it was changed last, by the database', async () => {
  const ana = await app.person();
  const place = `reply:${(await aThread(ben, board)).id}`;
  await aPage(ana, place).save('One', null);
  const record = await DraftModel.findById(`${ana.personId}/${place}`).lean();
  expect((record?.endsAt.getTime() ?? 0) - (record?.at.getTime() ?? 0)).toBe(90 * 86_400_000);
  const ends = DraftModel.schema.indexes().filter(([fields]) => 'endsAt' in fields);
  expect(ends).toEqual([[{ endsAt: 1 }, { expireAfterSeconds: 0 }]]);
});

test('drafts are in one’s data, and gone with whoever leaves', async () => {
  const ana = await app.person();
  const place = `reply:${(await aThread(ben, board)).id}`;
  await aPage(ana, place).save('Mine alone', null);
  expect((await ana.see('account.export', {})).drafts).toMatchObject([{ place, text: 'Mine alone' }]);
  const email = (await ana.see('account.me', {})).me?.email ?? '';
  await ana.do('account.erase', { email, words: 'keep' });
  await app.settled();
  expect(await DraftModel.countDocuments({ personId: ana.personId })).toBe(0);
});
