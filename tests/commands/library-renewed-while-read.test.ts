import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadPath } from '@hearth/shared/files/address';
import type { EntryId } from '@hearth/shared/library/entity';
import { pdf } from '../support/documents.ts';
import { anEntry, entryWords, otherParts, renewEntry, turnVersion, versionRead } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { twoProcesses, type Twins } from '../support/twins.ts';
import { upload } from '../support/uploads.ts';

/** f11: an entry is renewed, decided about, read and closed at once, over two servers. */
let twins: Twins;
let folder: string;
let [owner, curator, reader]: Person[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-f11-'));
  twins = await twoProcesses({ HEARTH_DATA: folder });
  const { app } = twins;
  [owner, curator, reader] = [await app.person(), await app.person({ role: 'moderator' }), await app.person()];
}, 60_000);
afterAll(async () => {
  await twins.close();
  await rm(folder, { recursive: true, force: true });
});

const people = () => ({ owner: present(owner), curator: present(curator), reader: present(reader) });

async function aFile(person: Person, words: string) {
  const { id } = await upload(person, pdf(words), 'attachment', 'plan.pdf');
  return { kind: 'file', fileId: id, name: words, language: 'en' } as const;
}

/** From both servers: their answers to somebody who asks for the first bytes. */
async function rangesOf(fileId: string, person: Person) {
  const headers = { ...person.headers(), range: 'bytes=0-15' };
  return Promise.all(
    twins.urls.map(async (url) => {
      const answer = await fetch(url + downloadPath(fileId), { headers });
      return [answer.status, Buffer.from(await answer.arrayBuffer()).toString('latin1')] as const;
    }),
  );
}

const see = (person: Person, entryId: EntryId, version: number) => person.see('library.entry', { entryId, version });

test('f11: who decides about the third version while the fourth comes is told of it, and the second stays as it was', async () => {
  const { owner, curator, reader } = people();
  const [there, second] = [twins.elsewhere(curator), await aFile(owner, 'Second')];
  const { id } = await anEntry({ owner, curator });
  await renewEntry(owner, id, { parts: [second] });
  await turnVersion(curator, id, 'accept', 2);
  const [before, bytes] = [await see(reader, id, 2), await rangesOf(second.fileId, reader)];

  await renewEntry(owner, id, { parts: [await aFile(owner, 'Third')] });
  const read = { ...(await versionRead(there, id)), no: 3, act: 'accept', reason: '' };
  await renewEntry(owner, id, { parts: [await aFile(owner, 'Fourth')] });
  const { body } = await there.post('library.version', read);
  expect(body).toMatchObject({ error: { code: 'conflict', reason: 'library-newer', params: { no: 4 } } });

  await turnVersion(there, id, 'accept', 4);
  const after = await see(twins.elsewhere(reader), id, 2);
  expect(present(after.entry).parts).toEqual(present(before.entry).parts);
  expect(await rangesOf(second.fileId, reader)).toEqual(bytes);
}, 60_000);

test('f11: of a decision and a newer version in the same moment one is first, however often', async () => {
  const { owner, curator } = people();
  const there = twins.elsewhere(curator);
  const { id } = await anEntry({ owner, curator });
  for (let round = 0; round < 25; round++) {
    const { versions } = await renewEntry(owner, id, { parts: otherParts(`round-${round}`) }).then(() =>
      there.see('library.entry', { entryId: id }),
    );
    const [{ no }, mine] = [present(present(versions).proposed), await versionRead(owner, id)];
    const [decided, sent] = await Promise.all([
      there.post('library.version', { ...(await versionRead(there, id)), no, act: 'accept', reason: '' }),
      owner.post('library.renew', { ...mine, parts: otherParts(`at-once-${round}`), what: 'At once', isSmall: false }),
    ]);
    expect([decided.body, sent.body].filter((body) => reasonIn(body) === null)).toHaveLength(1);
    const { versions: now } = await there.see('library.entry', { entryId: id });
    const isDecided = reasonIn(decided.body) === null;
    expect([round, present(now).current === no]).toEqual([round, isDecided]);
    if (!isDecided) await turnVersion(there, id, 'accept', present(present(now).proposed).no);
  }
}, 120_000);

test('f11: whoever it is for no more gets not one range more, at either server', async () => {
  const { owner, curator, reader } = people();
  const file = await aFile(owner, 'Plan');
  const entry = await anEntry({ owner, curator }, 'published', { parts: [file] });
  expect((await rangesOf(file.fileId, reader)).map(([status]) => status)).toEqual([206, 206]);
  const admin = await twins.app.person({ role: 'admin' });
  const group = { name: 'Ohio', purpose: 'Coordinators.', language: 'en', kind: 'invited' } as const;
  const { id: groupId } = await admin.do('group.create', group);
  for (const { personId } of [owner, curator]) await admin.do('group.invite', { groupId, personId });
  for (const person of [owner, curator]) await person.do('group.join', { groupId });
  const words = entryWords({ parts: [file], audience: 'groups', groups: [groupId] });
  await curator.do('library.change', { entryId: entry.id, rev: entry.rev, ...words });
  expect((await rangesOf(file.fileId, reader)).map(([status]) => status)).toEqual([404, 404]);
  expect((await rangesOf(file.fileId, owner)).map(([status]) => status)).toEqual([206, 206]);
  expect((await reader.see('library.list', {})).entries.map(({ id }) => id)).not.toContain(entry.id);
}, 60_000);
