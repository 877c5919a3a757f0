import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { NotificationModel } from '@hearth/server/features/notifications/model';
import { notifications } from '@hearth/server/features/notifications/index';
import type { EventRecord } from '@hearth/server/streams/definition';
import { EventModel } from '@hearth/server/streams/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ReactionKind } from '@hearth/shared/reactions/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard({ kind: 'question' });
});
afterAll(() => app.close());

let ana: Person;
let ben: Person;
let carla: Person;
let threadId: ThreadId;
beforeEach(async () => {
  [ana, ben, carla] = [
    await app.person({ name: 'Ana Fuentes' }),
    await app.person({ name: 'Ben Okafor' }),
    await app.person({ name: 'Carla Lind' }),
  ];
  threadId = (await aThread(ana, board)).id;
});

async function say(person: Person, kind: ReactionKind | null): Promise<void> {
  await person.do('reaction.set', { threadId, no: 1, kind });
  await app.settled();
}

/** What is told of the thread, and of what went elsewhere from it. */
async function kinds(person: Person) {
  await app.settled();
  const { rows } = await person.see('bell.list', {});
  return rows.flatMap(({ isNew, notices }) => notices.map(({ kind, people }) => [kind, people, isNew]));
}

/** As after half a year. */
async function forget(person: Person): Promise<void> {
  await app.settled();
  await NotificationModel.deleteMany({ personId: person.personId });
}

/** As after a crash, with events as they are or were stored. */
async function handleAgain(stream: string, as: (event: EventRecord) => EventRecord = (event) => event): Promise<void> {
  const events = await EventModel.find({ stream }).sort({ seq: 1 }).lean<EventRecord[]>();
  for (const { to, handle } of notifications.reactions)
    if (stream.startsWith(`${to}:`)) await handle(app.services, events.map(as));
}

test('thanks ring where there are more of them, and not when something else is said of the post', async () => {
  const dana = await app.person();
  await say(carla, 'thanks');
  await say(dana, 'thanks');
  expect(await kinds(ana)).toEqual([['thanks', 2, true]]);
  await forget(ana);
  await say(ben, 'helpful');
  expect(await kinds(ana)).toEqual([]);
  await say(dana, null);
  expect(await kinds(ana)).toEqual([]);
  await say(ben, 'thanks');
  expect(await kinds(ana)).toEqual([['thanks', 2, true]]);
  await ana.do('bell.read-all', {});
  await handleAgain(`reactions:${threadId}`);
  expect(await kinds(ana)).toEqual([['thanks', 2, false]]);
});

test('thanks that came while somebody had muted the thread do not ring once they hear of it again', async () => {
  await say(carla, 'thanks');
  await ana.do('bell.read-all', {});
  await ana.do('follow.set', { what: { threadId }, level: 'mute' });
  await say(ben, 'thanks');
  await ana.do('follow.set', { what: { threadId }, level: 'normal' });
  await say(await app.person(), 'helpful');
  expect(await kinds(ana)).toEqual([['thanks', 2, false]]);
});

test('events of before, which do not say whether there are more thanks, ring as they did', async () => {
  await say(carla, 'thanks');
  await forget(ana);
  await handleAgain(`reactions:${threadId}`, (event) => {
    const { posts } = present(event.data as { readonly posts: unknown });
    return { ...event, data: { posts } };
  });
  expect(await kinds(ana)).toEqual([['thanks', 1, true]]);
});
