import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RoomData } from '@hearth/server/features/rooms/stream';
import { readFrom } from '@hearth/server/streams/store';
import { randomOf } from '../faults/scenarios/load.ts';
import { aRoom } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

/** What may follow a status without anybody having asked to bring the question back. */
const onwards: Readonly<Record<string, readonly string[]>> = {
  none: ['open'],
  open: ['open', 'answering', 'answered', 'dismissed', 'withdrawn'],
  answering: ['answering', 'answered', 'dismissed'],
  answered: ['answered'],
  dismissed: ['dismissed'],
  withdrawn: ['withdrawn'],
};

test('I8: whatever two hosts and an asker do at once, a question has one history, and only reopening leads back', async () => {
  const host = await app.person({ role: 'moderator' });
  const admin = await app.person({ role: 'admin' });
  const asker = await app.person();
  const { id: roomId } = await aRoom(host);
  const ids = await Promise.all(
    ['One?', 'Two?', 'Three?'].map(async (text) => {
      const { question } = await asker.do('question.ask', { roomId, text, anonymous: false });
      return question.id;
    }),
  );
  const random = randomOf(8);
  const reopened = new Set<string>();
  const turn = async (n: number) => {
    const questionId = ids[Math.floor(random() * ids.length)] ?? '';
    const [what, who, id] = [Math.floor(random() * 10), n % 2 ? host : admin, randomUUID()];
    if (what < 3) {
      const replaces = (await who.see('room.get', { roomId })).room.nowId;
      return who.post('question.answer-now', { roomId, questionId, replaces }, id);
    }
    if (what < 6) return who.post('question.answered', { roomId, questionId, note: '' }, id);
    if (what < 7) return who.post('question.dismiss', { roomId, questionId, note: '' }, id);
    if (what < 8 && n > 60) return asker.post('question.withdraw', { roomId, questionId }, id);
    reopened.add(id);
    return who.post('question.reopen', { roomId, questionId }, id);
  };
  for (let n = 0; n < 80; n += 4) await Promise.all([n, n + 1, n + 2, n + 3].map(turn));
  await app.settled();

  const status = new Map(ids.map((id): [string, string] => [id, 'none']));
  const events = await readFrom<RoomData>(`room:${roomId}`, 1, 1_000);
  for (const { data, commandId } of events) {
    for (const question of data.questions) {
      const before = status.get(question.id) ?? 'none';
      const after = reopened.has(commandId) && before !== 'withdrawn' ? ['open'] : (onwards[before] ?? []);
      expect({ before, evolve: question.status, isAllowed: after.includes(question.status) }).toMatchObject({
        isAllowed: true,
      });
      status.set(question.id, question.status);
    }
  }
  // Every question has been somewhere and come back, or this proves nothing.
  expect(events.filter(({ commandId }) => reopened.has(commandId)).length).toBeGreaterThan(5);
  const { questions } = await host.see('room.get', { roomId });
  for (const { id, status: shown } of questions) expect(shown).toBe(status.get(id));
}, 60_000);
