import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EntryModel } from '@hearth/server/features/library/model';
import { askWhetherTrue } from '@hearth/server/features/library/reviewing';
import { JobModel } from '@hearth/server/jobs/model';
import { migrations } from '@hearth/server/migrations/migrations';
import { entryId, type EntryKind } from '@hearth/shared/library/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { anEntry, renewEntry, turnVersion } from '../support/library.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

const DAY_MS = 24 * 60 * 60_000;

let app: TestApp;
let owner: Person;
let curator: Person;
beforeAll(async () => {
  app = await openApp();
  owner = await app.person({ name: 'Olga Owner' });
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
});
afterAll(() => app.close());

/** As the version before left it: published so many days ago, and without dates. */
async function undated(days: number, kind: EntryKind): Promise<string> {
  app.clock.advance(-days * DAY_MS);
  const { id } = await anEntry({ owner, curator }, 'published', { kind });
  app.clock.advance(days * DAY_MS);
  return without(id);
}
async function without(id: string): Promise<string> {
  await app.settled();
  app.writesItself(`entry:${id}`);
  await EntryModel.updateOne({ _id: id }, { $unset: { checkedAt: 1, reviewAt: 1 } });
  await JobModel.deleteMany({ 'input.entryId': id });
  return id;
}
const migrate = () => migrations.find(({ name }) => name === '0010-review-dates')?.run(new AbortController().signal);
const read = async (id: string) => present(await EntryModel.findById(id).lean());
const jobsOf = (id: string) => JobModel.find({ 'input.entryId': id }).lean();

test('0010: what was published before there were dates has one, is asked about once, and what is due by now not all on one day', async () => {
  const many = [await undated(400, 'template'), await undated(400, 'link'), await undated(1200, 'document')];
  const young = await undated(10, 'document');
  const draft = await without((await anEntry({ owner, curator }, 'draft')).id);
  await Promise.all([migrate(), migrate()]);
  await migrate();

  const { publishedAt, checkedAt, reviewAt } = await read(young);
  expect(checkedAt).toEqual(publishedAt);
  expect(present(reviewAt).getTime() - present(publishedAt).getTime()).toBeGreaterThan(3 * 365 * DAY_MS - 1);
  expect((await read(draft)).reviewAt).toBeUndefined();
  const dates = await Promise.all(many.map(async (id) => present((await read(id)).reviewAt).getTime()));
  for (const at of dates) {
    expect(at).toBeGreaterThan(Date.now());
    expect(at).toBeLessThanOrEqual(Date.now() + 60 * DAY_MS);
  }
  expect(new Set(dates).size).toBeGreaterThan(1);
  for (const id of [...many, young]) {
    const { reviewAt: date } = await read(id);
    expect(await jobsOf(id)).toMatchObject([{ kind: askWhetherTrue.name, status: 'waiting', at: date }]);
  }

  const [id = ''] = many;
  const [job] = await jobsOf(id);
  await askWhetherTrue.run(app.services, askWhetherTrue.input.parse(job?.input), {
    signal: new AbortController().signal,
    isLast: false,
  });
  await app.settled();
  const { entries } = await owner.see('bell.list', {});
  expect(entries.filter((one) => one.id === id)).toMatchObject([{ news: 'due' }]);
});

test('0010: what got a version since is counted from that, and what has a date keeps it', async () => {
  const id = await undated(400, 'template');
  const { id: dated } = await anEntry({ owner, curator });
  const before = (await read(dated)).reviewAt;
  await renewEntry(owner, entryId.parse(id));
  await turnVersion(curator, entryId.parse(id), 'accept', 2);
  await without(id);
  await migrate();
  const { versions, checkedAt } = await read(id);
  expect(checkedAt).toEqual(present(versions).current.at);
  expect((await read(dated)).reviewAt).toEqual(before);
});
