import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commands } from '@hearth/shared/contract';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { inputFor, makerOfThings, type Things } from './things.ts';
import { reasonIn } from '../support/parts.ts';

let app: TestApp;
let things: Things;
beforeAll(async () => {
  app = await openApp();
  things = await (await makerOfThings(app))();
});
afterAll(() => app.close());

const guarded = commands.filter(({ needsProof }) => needsProof).map(({ name }) => name);

/** With an account of an earlier version, whose address nobody has proved. */
async function ofBefore(role: 'member' | 'moderator' | 'admin') {
  const person = await app.person({ role });
  const people = mongoose.connection.collection<{ _id: string }>('people');
  await people.updateOne({ _id: person.personId }, { $unset: { isProven: 1 } });
  return person;
}

test.each(['member', 'moderator', 'admin'] as const)(
  'H4: before the address is proven a %s may look round, and writes, asks, votes and invites nothing',
  async (role) => {
    const person = await ofBefore(role);
    await person.see('board.get', { boardId: things.boardId });
    await person.see('room.get', { roomId: things.roomId });
    const ends = [];
    for (const name of guarded) {
      const { body } = await person.post(name, inputFor(name, things));
      ends.push([name, reasonIn(body)]);
    }
    expect(ends).toEqual(guarded.map((name) => [name, 'prove-address-first']));
  },
);

test('H4: what needs no proof concerns nobody else', () => {
  const open = commands.map(({ name }) => name).filter((name) => !guarded.includes(name));
  expect(open.filter((name) => !name.startsWith('account.'))).toEqual([
    'file.discard',
    'thread.mark-read',
    'photo.remove',
    'feed.end-key',
    'follow.set',
    'person.mute',
    'unread.mark-all',
    'unread.undo',
    'unread.from',
    'unread.keep',
    'pin.fold',
    'bell.read',
    'bell.read-all',
    'bell.undo',
    'bell.choose',
    'bell.stop-mails',
    'house-rules.agree',
    'removal.appeal',
    'sanction.appeal',
    'sanction.read',
    'entry.view',
    // Somebody without any account may as well.
    'complaint.make',
  ]);
});

test('H4: one’s own picture one takes back without proof, others’ not even as a moderator', async () => {
  const moderator = await ofBefore('moderator');
  expect((await moderator.post('photo.remove', {})).body).toMatchObject({ ok: true });
  const { body } = await moderator.post('photo.remove', { personId: things.personId });
  expect(reasonIn(body)).toBe('prove-address-first');
});

test('H4: over the live connection it is the same', async () => {
  const person = await ofBefore('member');
  const { threadId } = things;
  const socket = person.openSocket();
  const input = { threadId, text: 'Words' };
  const answer = await socket.timeout(5_000).emitWithAck('command', 'post.reply', randomUUID(), input);
  socket.disconnect();
  expect(answer).toMatchObject({ ok: false, error: { reason: 'prove-address-first' } });
});
