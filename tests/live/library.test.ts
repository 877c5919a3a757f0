import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { downloadPath } from '@hearth/shared/files/address';
import type { CatchUp } from '@hearth/shared/kernel/protocol';
import { START, type Position } from '@hearth/shared/kernel/protocol';
import type { Result } from '@hearth/shared/kernel/errors';
import {
  anEntry,
  entryWords,
  otherParts,
  renewEntry,
  turnEntry,
  turnVersion,
  versionRead,
} from '../support/library.ts';
import { pdf } from '../support/documents.ts';
import { got, present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { twoProcesses, type Twins } from '../support/twins.ts';
import { upload } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

let twins: Twins;
let owner: Person;
let curator: Person;
let other: Person;
beforeAll(async () => {
  twins = await twoProcesses({ HEARTH_RATE_FACTOR: '1000' });
  owner = await twins.app.person({ name: 'Olga Owner' });
  curator = await twins.app.person({ name: 'Cora Here', role: 'moderator' });
  const there = await twins.app.person({ name: 'Otto There', role: 'moderator' });
  other = twins.elsewhere(there);
}, 60_000);
afterAll(() => twins.close(), 30_000);

async function aFile(person: Person, words: string) {
  const { id: fileId } = await upload(person, pdf(words), 'attachment', 'a.pdf');
  return { kind: 'file', fileId, name: words, language: 'en' } as const;
}

const bytesOf = async (person: Person, fileId: string) => {
  const response = await fetch(present(twins.urls[1]) + downloadPath(fileId), { headers: person.headers() });
  return [response.headers.get('etag'), Buffer.from(await response.arrayBuffer()).toString('base64')];
};

const rangeOf = (url: string, fileId: string) =>
  fetch(url + downloadPath(fileId), { headers: { range: 'bytes=10-20' } });

/** What somebody hears over a connection to the other server. */
async function watching(person: Person, stream: string, since: Position = START) {
  const socket = person.openSocket();
  const heard: string[] = [];
  socket.on('event', ({ stream: of, change }) => {
    if (of === stream && change) heard.push(change.type);
  });
  socket.on('closed', (of) => {
    if (of === stream) heard.push('closed');
  });
  // The protocol says what a watch is answered with.
  const answer = (await socket.emitWithAck('watch', stream, since)) as Result<CatchUp>;
  return { heard, answer, close: () => socket.close() };
}

test('of two curators who decide at once on two servers one acts, and the other is told; each time', async () => {
  for (let n = 0; n < 30; n++) {
    const { id: entryId, rev } = await anEntry({ owner, curator }, 'submitted');
    const [one, two] = await Promise.all([
      curator.try('library.turn', { entryId, rev, act: 'publish', reason: '' }, randomUUID()),
      other.try('library.turn', { entryId, rev, act: 'decline', reason: 'Not ours.' }, randomUUID()),
    ]);
    const ends = [one, two].map((answer) => (answer.ok ? answer.value.state : answer.error.reason));
    const { entry } = await owner.see('library.entry', { entryId });
    expect(['published', 'declined']).toContain(entry?.state);
    expect(ends).toEqual(
      entry?.state === 'published' ? ['published', 'library-changed'] : ['library-changed', 'declined'],
    );
  }
}, 120_000);

test('H37: of a version that another has followed nothing becomes current, and what one has open stays to the byte', async () => {
  const first = await aFile(owner, 'The second version');
  const { id } = await anEntry({ owner, curator });
  await renewEntry(owner, id, { parts: [first] });
  await turnVersion(curator, id, 'accept', 2);
  const reader = twins.elsewhere(twins.app.stranger());
  const { entry: open } = await reader.see('library.entry', { entryId: id, version: 2 });
  const before = await bytesOf(reader, first.fileId);
  await renewEntry(owner, id, { parts: otherParts('third') });
  const read = { ...(await versionRead(other, id)), no: 3, act: 'accept' as const, reason: '' };
  await renewEntry(owner, id, { parts: otherParts('fourth') });
  const late = await other.try('library.version', read, randomUUID());
  expect(late).toMatchObject({ ok: false, error: { reason: 'library-newer', params: { no: 4 } } });
  const current = await turnVersion(other, id, 'accept', 4);
  const { entry: still, versions } = await reader.see('library.entry', { entryId: id, version: 2 });
  expect([still?.parts, versions?.current]).toEqual([open?.parts, 4]);
  expect(await bytesOf(reader, first.fileId)).toEqual(before);
  // Half of it has come when it is for members alone: the rest is nowhere, on both servers.
  const words = entryWords({ audience: 'members', parts: otherParts('fourth') });
  await curator.do('library.change', { entryId: id, rev: current.rev, ...words });
  const since = performance.now();
  for (const url of twins.urls)
    await until(async () => (await rangeOf(url, first.fileId)).status === 404, 'the next range is nowhere');
  expect(performance.now() - since).toBeLessThan(1_000);
}, 60_000);

test('L8: whoever it is for no more stops hearing of it, and those at the list hear what is for them', async () => {
  const published = await anEntry({ owner, curator });
  await twins.app.settled();
  const stranger = twins.elsewhere(twins.app.stranger());
  const entry = await watching(stranger, `entry:${published.id}`);
  const { position } = await stranger.see('library.list', {});
  const list = await watching(stranger, 'library:all', position);
  const words = entryWords({ audience: 'members' });
  const mended = await curator.do('library.change', { entryId: published.id, rev: published.rev, ...words });
  await until(() => entry.heard.includes('closed'), 'the stranger is asked to leave');
  // It stood there for everyone.
  await until(() => list.heard.length === 1, 'the list is another one for strangers');
  expect(entry.heard).toEqual(['closed']);
  await turnEntry(curator, mended, 'hide');
  await anEntry({ owner, curator });
  await until(() => list.heard.length === 2, 'what is for everyone is told');
  expect(list.heard).toEqual(['library.changed', 'library.changed']);
  for (const one of [entry, list]) one.close();
}, 60_000);

test('L13: who catches up from the beginning hears that it is another one now, and nothing of what it was', async () => {
  const sent = await anEntry({ owner, curator }, 'published', { title: 'A first title' });
  const reader = twins.elsewhere(twins.app.stranger());
  const { answer, close } = await watching(reader, `entry:${sent.id}`);
  const caught = got(answer);
  const changes = caught.kind === 'events' ? caught.events.map(({ change }) => change) : [];
  expect(changes).toEqual([null, null, { type: 'entry.changed', rev: 3 }]);
  close();
  const draft = await owner.do('library.draft', entryWords());
  const { answer: refused, close: end } = await watching(reader, `entry:${draft.id}`);
  expect(refused).toMatchObject({ ok: false, error: { reason: 'no-such-thing' } });
  end();
});
