import { beforeAll, expect, test } from '@jest/globals';
import type { EntryId } from '@hearth/shared/library/entity';
import { openBrowser } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { personNamed } from '../support/in-demo.ts';
import { anEntry, entryWords, renewEntry, turnEntry, turnVersion } from '../support/library.ts';
import { pdfOf } from '../support/pdfs.ts';
import type { Person } from '../support/person.ts';
import { gradient, upload } from '../support/uploads.ts';

let demo: Demo;
let ana: Person;
let rosa: Person;
beforeAll(async () => {
  const [its, browser] = await Promise.all([openDemo(), openBrowser()]);
  demo = its;
  [ana, rosa] = [await personNamed(browser, demo, 'Ana Fuentes'), await personNamed(browser, demo, 'Rosa Delgado')];
}, 120_000);

/** A file and a picture, of one version. */
async function partsOf(name: string, long: number) {
  const bytes = pdfOf([name], { long });
  const file = await upload(ana, bytes, 'attachment', `${name}.pdf`);
  const drawn = await gradient(300, 200 + long / 10_000)
    .jpeg()
    .toBuffer();
  const picture = await upload(ana, drawn, 'picture');
  return {
    ...{ bytes, file: file.id, ids: [file.id, picture.id].sort() },
    parts: [
      { kind: 'file' as const, fileId: file.id, name: `${name}.pdf`, language: 'en' as const },
      { kind: 'picture' as const, fileId: picture.id, alt: name, language: 'en' as const },
    ],
  };
}

const get = (path: string, headers: Record<string, string> = {}) => fetch(demo.url + path, { headers });

/** Which files a page shows. */
async function idsIn(path: string): Promise<string[]> {
  const found = (await (await get(path)).text()).matchAll(/\/api\/files\/([0-9a-f]{16})/g);
  const shown = new Set([...found].map(([, its = '']) => its));
  return [...shown].sort();
}

/** What each place shows of an entry: its page, its row with the cover, what is always the newest. */
const looksAt = (id: EntryId): Readonly<Record<string, () => Promise<readonly string[]>>> => ({
  page: () => idsIn(`/library/${id}/bus-times`),
  fresh: () => idsIn(`/library/${id}/bus-times?fresh=${crypto.randomUUID()}`),
  card: async () => [(await demo.see('library.list', {})).entries.find((entry) => entry.id === id)?.cover ?? ''],
  latest: async () => {
    const { headers } = await fetch(`${demo.url}/library/${id}/latest`, { redirect: 'manual' });
    return [/([0-9a-f]{16})\/download$/.exec(headers.get('location') ?? '')?.[1] ?? ''];
  },
  seen: async () => {
    const { entry } = await demo.see('library.entry', { entryId: id });
    return (entry?.parts ?? []).flatMap((part) => (part.kind === 'link' ? [] : [part.fileId])).sort();
  },
});

test('LB-18: from the moment a new version is acknowledged no page, row, address or download mixes two', async () => {
  const [one, two] = [await partsOf('first', 700_000), await partsOf('second', 800_000)];
  const { id } = await anEntry({ owner: ana, curator: rosa }, 'published', { title: 'Bus times', parts: one.parts });
  const half = await get(`/api/files/${one.file}/download`, { range: 'bytes=0-99999' });
  const begun = Buffer.from(await half.arrayBuffer());
  await renewEntry(ana, id, { parts: two.parts });
  const seen: { what: string; from: number; ids: readonly string[] }[] = [];
  let acknowledged = Infinity;
  const looking = Object.entries(looksAt(id)).map(async ([what, look]) => {
    for (let after = 0; after < 3;) {
      const from = performance.now();
      seen.push({ what, from, ids: await look() });
      if (from > acknowledged) after++;
    }
  });
  await turnVersion(rosa, id, 'accept', 2);
  acknowledged = performance.now();
  await Promise.all(looking);
  const both: readonly string[] = [...one.ids, ...two.ids];
  for (const { what, from, ids } of seen) {
    // Covers of what is like it stand on its page as well.
    const own = ids.filter((its) => both.includes(its));
    const isOf = (ofVersion: readonly string[]) => own.length > 0 && own.every((its) => ofVersion.includes(its));
    expect([what, isOf(two.ids) || (from < acknowledged && isOf(one.ids))]).toEqual([what, true]);
    if (what !== 'card' && what !== 'latest') expect(own).toHaveLength(2);
  }
  // Who is half-way through a file has the rest of that one.
  const rest = await get(`/api/files/${one.file}/download`, { range: 'bytes=100000-' });
  expect(Buffer.concat([begun, Buffer.from(await rest.arrayBuffer())]).equals(one.bytes)).toBe(true);
  expect(rest.headers.get('etag')).toBe(half.headers.get('etag'));
}, 180_000);

test('LB-18: every address that was given out goes on leading to the entry, renamed, archived, and until it is removed', async () => {
  const [one, two] = [await partsOf('first', 10_000), await partsOf('second', 20_000)];
  const { id } = await anEntry({ owner: ana, curator: rosa }, 'published', { title: 'Bus times', parts: one.parts });
  await renewEntry(ana, id, { parts: two.parts });
  await turnVersion(rosa, id, 'accept', 2);
  const addresses = ['', '/bus-times', '/bus-times?v=1', '?v=2', '/latest'].map((end) => `/library/${id}${end}`);
  const lead = async () => {
    for (const path of addresses) {
      const answer = await get(path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(new URL(answer.url).pathname).toMatch(new RegExp(`^/(library/${id}|api/files/${two.file}/download)`));
      await answer.arrayBuffer();
    }
    expect(await idsIn(`/library/${id}?v=1`)).toEqual(expect.arrayContaining(one.ids));
    expect(await idsIn(`/library/${id}?v=2`)).toEqual(expect.arrayContaining(two.ids));
  };
  await lead();
  const { entry } = await rosa.see('library.entry', { entryId: id });
  if (!entry) throw new Error('it is not there');
  const words = entryWords({ title: 'School buses', parts: two.parts });
  const renamed = await rosa.do('library.change', { entryId: id, rev: entry.rev, ...words });
  await lead();
  const archived = await turnEntry(rosa, renamed, 'archive');
  await lead();
  await turnEntry(rosa, archived, 'remove');
  for (const path of addresses) {
    const gone = await get(path);
    expect([path, gone.status]).toEqual([path, 410]);
    expect(await gone.text()).toContain('Because of remove');
  }
}, 120_000);
