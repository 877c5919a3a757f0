import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PersonModel } from '@hearth/server/features/accounts/model';
import { BookmarkModel } from '@hearth/server/features/bookmarks/model';
import { mailReminder } from '@hearth/server/features/bookmarks/reminding';
import { tellHost } from '@hearth/server/features/rooms/closing';
import { mailRefused } from '@hearth/server/features/scheduled/appearing';
import { ScheduledModel } from '@hearth/server/features/scheduled/model';
import type { Services } from '@hearth/server/services';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';

const HOUR_MS = 3_600_000;
const zone = 'America/Chicago';
const run = { signal: new AbortController().signal, isLast: false };

let app: TestApp;
beforeAll(async () => (app = await openApp()));
afterAll(() => app.close());

const inAnHour = () => new Date(app.clock.now().getTime() + HOUR_MS).toISOString();

/** What is mailed to somebody, each ready to be sent as often as one likes. */
const mails: Record<string, (person: Person) => Promise<(services: Services) => Promise<void>>> = {
  async 'a reminder'(person) {
    const { id: threadId } = await aThread(person, await aBoard());
    const at = inAnHour();
    await person.do('bookmark.set', { threadId, no: 1, reminder: { at, zone } });
    await BookmarkModel.updateOne({ personId: person.personId }, { $set: { isDue: true } });
    const input = { personId: person.personId, threadId, no: 1, at };
    return (services) => mailReminder.run(services, input, run);
  },
  async 'that a scheduled post was refused'(person) {
    const [boardId, at] = [await aBoard(), inAnHour()];
    const words = { title: 'Term begins', text: 'See you.', language: 'en', zone } as const;
    const { id } = await person.do('scheduled.put', { boardId, ...words, at });
    await ScheduledModel.updateOne({ _id: id }, { $set: { state: 'refused', reason: 'not-allowed' } });
    return (services) => mailRefused.run(services, { id, at }, run);
  },
  async 'that a room was closed'(person) {
    const { id: roomId } = await aRoom(person);
    return (services) => tellHost.run(services, { roomId, personId: person.personId }, run);
  },
};

async function sentTo(person: Person) {
  const { email = '' } = (await PersonModel.findById(person.personId).lean()) ?? {};
  return (app.services.mailer.inbox() ?? []).filter(({ to }) => to.address === email);
}

for (const [what, ready] of Object.entries(mails)) {
  test(`${what} is one mail, also when it is sent again after a crash`, async () => {
    const person = await app.person({ role: 'admin' });
    const send = await ready(person);
    await send(app.services);
    await send(app.services);
    const ids = (await sentTo(person)).map(({ mailId }) => mailId);
    expect(ids).toEqual([expect.stringMatching(/^[a-z-]+\.[0-9a-f]{32}$/), ids[0]]);
    const other = await app.person({ role: 'admin' });
    await (
      await ready(other)
    )(app.services);
    expect((await sentTo(other)).map(({ mailId }) => mailId)).not.toContain(ids[0]);
  });

  test(`${what} is mailed neither to the demo’s people nor to an address that nobody has proved`, async () => {
    const person = await app.person({ role: 'admin' });
    const send = await ready(person);
    await send({ ...app.services, isDemo: true });
    await PersonModel.updateOne({ _id: person.personId }, { $unset: { isProven: 1 } });
    await send(app.services);
    expect(await sentTo(person)).toEqual([]);
  });
}
