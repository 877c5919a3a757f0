import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { CatchUp } from '@hearth/shared/kernel/protocol';
import { START, type Position } from '@hearth/shared/kernel/protocol';
import type { Result } from '@hearth/shared/kernel/errors';
import { anEntry, entryWords, turnEntry } from '../support/library.ts';
import { got } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { twoProcesses, type Twins } from '../support/twins.ts';
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
