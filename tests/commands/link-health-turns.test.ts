import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { findPerson } from '@hearth/server/features/accounts/store';
import { askDaily } from '@hearth/server/features/link-health/following';
import { lookAtHost } from '@hearth/server/features/link-health/looking';
import { HostModel, LinkModel } from '@hearth/server/features/link-health/model';
import { anyJob } from '@hearth/server/jobs/job';
import { JobModel } from '@hearth/server/jobs/model';
import { JobRunner } from '@hearth/server/jobs/runner';
import { anEntry, renewEntry, turnEntry, turnVersion } from '../support/library.ts';
import { DAY_MS, linksTo, openLookedAtLinks, withStatus, type LookedAtLinks } from '../support/looked-at-links.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let links: LookedAtLinks;
let [owner, curator]: Person[] = [];
beforeAll(async () => {
  links = await openLookedAtLinks();
});
// Each with a session of its own: whoever looks at links lets months go by.
beforeEach(async () => {
  links.other.asked.length = 0;
  owner = await links.app.person({ name: 'Olga Owner' });
  curator = await links.app.person({ name: 'Cora Curator', role: 'moderator' });
});
afterAll(() => links.close());

const who = (person: Person | undefined) => present(person);
const give = async (...urls: string[]) => links.give({ owner: who(owner), curator: who(curator) }, ...urls);
const reasonOf = async (person: Person, name: string, input: object) => reasonIn((await person.post(name, input)).body);

test('one host is asked one thing at a time, with a pause between, whatever leads there', async () => {
  const host = links.aHost();
  let [at, most] = [0, 0];
  const slowly: RequestListener = (_request, response) => {
    most = Math.max(most, ++at);
    setImmediate(() => {
      at -= 1;
      response.end();
    });
  };
  const urls = Array.from({ length: 4 }, () => links.aLink(slowly, host));
  const entryId = await give(...urls);
  const known = async () =>
    (await links.app.stranger().see('link.of', { entryId })).links.filter(({ state }) => state === 'ok').length;
  await links.pass(DAY_MS);
  const counts = [await known()];
  for (let turn = 0; turn < 3; turn++) {
    await links.pass(5_000);
    expect(await known()).toBe(counts.at(-1));
    await links.pass(5_000);
    counts.push(await known());
  }
  expect(counts).toEqual([1, 2, 3, 4]);
  expect(most).toBe(1);
});

test('of two servers one looks, however many links are due', async () => {
  const urls = Array.from({ length: 4 }, () => links.aLink(withStatus(200)));
  await give(...urls);
  const { clock, log, metrics } = links.app.services;
  const second = new JobRunner([anyJob(lookAtHost)], {
    ...{ clock, log, metrics },
    run: (job, input, run) => job.run(links.app.services, input, run),
  });
  links.app.clock.advance(DAY_MS);
  await Promise.all([second.settled(20_000), links.app.settled()]);
  expect(urls.map(links.timesAsked)).toEqual([1, 1, 1, 1]);
  await second.stop(0);
});

test('whoever wants to be left alone for a while is, with all that leads there', async () => {
  const host = links.aHost();
  const [busy, fine] = [
    links.aLink(withStatus(429, { 'retry-after': '7200' }), host),
    links.aLink(withStatus(200), host),
  ];
  const entryId = await give(busy, fine);
  await LinkModel.updateOne({ url: busy }, { $set: { dueAt: new Date(0) } });
  await links.pass(DAY_MS);
  expect([await links.stateOf(entryId, busy), await links.stateOf(entryId, fine)]).toEqual(['unclear', 'new']);
  expect(links.timesAsked(busy)).toBe(1);
  await links.pass(3_600_000);
  expect(await links.stateOf(entryId, fine)).toBe('new');
  await links.pass(3_600_000);
  expect(await links.stateOf(entryId, fine)).toBe('ok');
  const until = present(await HostModel.findById(new URL(fine).host).lean()).freeAt;
  expect(until.getTime()).toBeGreaterThan(links.app.clock.now().getTime());
});

test('attack: nobody has a host left alone by a link that leads from there to a place of their own', async () => {
  const host = links.aHost();
  const away = links.aLink(withStatus(429, { 'retry-after': '604800' }));
  const [led, fine] = [links.aLink(withStatus(302, { location: away }), host), links.aLink(withStatus(200), host)];
  const entryId = await give(led, fine);
  await LinkModel.updateOne({ url: led }, { $set: { dueAt: new Date(0) } });
  await links.pass(DAY_MS);
  expect([await links.stateOf(entryId, led), await links.stateOf(entryId, fine)]).toEqual(['unclear', 'new']);
  await links.pass(10_000);
  expect(await links.stateOf(entryId, fine)).toBe('ok');
});

test('only what is published is looked at: a version, an edit and an end of it begin anew or forget', async () => {
  const [first, second] = [links.aLink(withStatus(404)), links.aLink(withStatus(200))];
  const entryId = await give(first);
  await links.pass(DAY_MS);
  expect(await links.stateOf(entryId)).toBe('suspect');
  await renewEntry(who(owner), entryId, { parts: linksTo(second) });
  await turnVersion(who(curator), entryId, 'accept', 2);
  await links.app.settled();
  expect((await links.app.stranger().see('link.of', { entryId })).links).toMatchObject([{ url: second, state: 'new' }]);
  expect(await LinkModel.countDocuments({ url: first })).toBe(0);
  await links.pass(DAY_MS);
  expect(await links.stateOf(entryId)).toBe('ok');
  const rev = async () => present((await who(curator).see('library.entry', { entryId })).entry).rev;
  const hidden = await turnEntry(who(curator), { id: entryId, rev: await rev() }, 'hide');
  await links.app.settled();
  expect(await LinkModel.countDocuments({ entryId })).toBe(0);
  await turnEntry(who(curator), hidden, 'show');
  await links.app.settled();
  expect(await links.stateOf(entryId)).toBe('new');
  await turnEntry(who(curator), { id: entryId, rev: await rev() }, 'remove');
  await links.app.settled();
  expect(await LinkModel.countDocuments({ entryId })).toBe(0);
  expect(await JobModel.countDocuments({ status: 'dead' })).toBe(0);
});

test('what waits for a curator is asked for by nobody, and a link to ourselves neither', async () => {
  const link = links.aLink(withStatus(200));
  await anEntry({ owner: who(owner), curator: who(curator) }, 'submitted', { parts: linksTo(link) });
  const own = await give(`${links.app.url}/library`);
  await links.pass(2 * DAY_MS);
  expect(links.timesAsked(link)).toBe(0);
  expect(await links.app.stranger().see('link.of', { entryId: own })).toEqual({ links: [], mayCheck: false });
});

test('its owner and curators have it looked at now, so often in an hour; others may not, and of what is hidden nobody learns', async () => {
  const member = await links.app.person();
  const link = links.aLink(withStatus(200));
  const entryId = await give(link);
  const check = { entryId, url: link };
  expect(await reasonOf(links.app.stranger(), 'link.check', check)).toBe('sign-in-first');
  expect(await reasonOf(member, 'link.check', check)).toBe('not-allowed');
  expect(await reasonOf(who(owner), 'link.check', { entryId, url: `${link}/other` })).toBe('no-such-thing');
  expect((await who(owner).see('link.of', { entryId })).mayCheck).toBe(true);
  await who(owner).do('link.check', check);
  await links.app.settled();
  expect(await links.stateOf(entryId)).toBe('ok');
  // Pressed twice at once it waits for the pause.
  await who(curator).do('link.check', check);
  await links.app.settled();
  expect((await who(curator).see('link.of', { entryId })).links).toMatchObject([{ isDue: true }]);
  expect(links.timesAsked(link)).toBe(1);
  await links.pass(10_000);
  expect(links.timesAsked(link)).toBe(2);
  let reason: string | null = null;
  for (let n = 0; n < 30 && reason === null; n++) reason = await reasonOf(who(owner), 'link.check', check);
  expect(reason).toBe('too-fast');
  const hidden = await anEntry({ owner: who(owner), curator: who(curator) }, 'hidden', { parts: linksTo(link) });
  expect(await reasonOf(member, 'link.check', { ...check, entryId: hidden.id })).toBe('no-such-thing');
  expect(reasonIn((await member.get('link.of', { entryId: hidden.id })).body)).toBe('no-such-thing');
  for (const one of [links.app.stranger(), member])
    expect(['sign-in-first', 'not-allowed']).toContain(reasonIn((await one.get('link.broken', {})).body));
});

test('whoever gave it and has left is told nothing; curators have it in their list', async () => {
  const leaving = await links.app.person({ name: 'Lea Leaving' });
  const link = links.aLink(withStatus(410));
  const { id } = await anEntry({ owner: leaving, curator: who(curator) }, 'published', { parts: linksTo(link) });
  await leaving.do('account.erase', { email: present(await findPerson(leaving.personId)).email, words: 'keep' });
  await links.app.settled();
  for (let turn = 0; turn < 4; turn++) await links.pass(4 * DAY_MS);
  const { links: all } = await who(curator).see('link.broken', {});
  expect(all.find(({ entry }) => entry.id === id)).toMatchObject({ url: link, entry: { by: null } });
  // Page by page there are as many.
  const last = present(all[0]);
  const next = await who(curator).see('link.broken', { after: { at: present(last.since), id: last.id } });
  expect(next.links).toEqual(all.slice(1));
});

test('what was published before links were looked at comes in within a day, and is spread over the month', async () => {
  const urls = Array.from({ length: 6 }, () => links.aLink(withStatus(200)));
  for (const link of urls) await give(link);
  await LinkModel.deleteMany({});
  await JobModel.deleteMany({ kind: 'link.look' });
  links.app.clock.advance(DAY_MS);
  await askDaily(links.app.services);
  await links.app.settled();
  const known = await LinkModel.find({ url: { $in: urls } }).lean();
  expect(known).toHaveLength(6);
  expect(new Set(known.map(({ dueAt }) => dueAt.getTime())).size).toBeGreaterThan(1);
  for (let day = 0; day < 31; day++) await links.pass(DAY_MS);
  for (const link of urls) expect(links.timesAsked(link)).toBeGreaterThanOrEqual(1);
}, 120_000);
