import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { BellSettingsModel } from '@hearth/server/features/notifications/settings-model';
import { PersonModel } from '@hearth/server/features/accounts/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import { mentionOf } from '@hearth/shared/mentions/address';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { Mailbox } from '../support/mailbox.ts';
import { reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** Mails about what concerns somebody, by a real mail server. */

const LATE_MS = 11 * 60_000;

let app: TestApp;
let mailbox: Mailbox;
let board: BoardId;
beforeAll(async () => {
  mailbox = await Mailbox.start();
  app = await openApp({ SMTP_URL: mailbox.url });
  board = await aBoard({ kind: 'question' });
});
afterAll(async () => {
  await app.close();
  await mailbox.close();
});

let ana: Person;
let ben: Person;
let email: string;
let threadId: ThreadId;
beforeEach(async () => {
  [ana, ben] = [await app.person({ name: 'Ana Fuentes' }), await app.person({ name: 'Ben Okafor' })];
  email = (await ana.see('account.me', {})).me?.email ?? '';
  threadId = (await aThread(ana, board)).id;
});

const reply = (text: string, inReplyTo?: number) =>
  ben.do('post.reply', { threadId, text, ...(inReplyTo && { inReplyTo }) });
/** All that Ana was sent, once nothing waits to be sent any more. */
async function mails(ms = LATE_MS) {
  await app.settled();
  app.clock.advance(ms);
  await app.services.jobs.settled(20_000);
  return mailbox.mails.filter(({ to }) => to.includes(email));
}

test('a mail comes minutes later, with the words as they are then, in the reader’s language, and one for all that came meanwhile', async () => {
  await PersonModel.updateOne({ _id: ana.personId }, { $set: { locale: 'es' } });
  await reply('Ask the onion.');
  expect(await mails(60_000)).toEqual([]);
  await ben.do('post.edit', {
    threadId,
    no: 2,
    text: `Ask the union, ${mentionOf({ kind: 'person', id: ana.personId, name: 'A' })}.`,
  });
  await reply('And the district.');
  await reply('Regretted.');
  await ben.do('post.delete', { threadId, no: 4 });
  const [mail, ...others] = await mails();
  expect(others).toEqual([]);
  expect(mail?.subject).toBe('2 novedades para usted en Hearth');
  expect(mail?.text).toMatch(/Ben Okafor le respondió: Who drives the late bus\?\s+Ask the union, @Ana Fuentes\./);
  expect(mail?.text).toContain('And the district.');
  expect(mail?.text).not.toMatch(/onion|Regretted/);
  expect(mail?.text).toContain(`/t/${threadId}?post=2#post-2`);
  expect(mail?.text).toContain('Recibe este correo porque alguien le respondió.');
  // Once only.
  expect(await mails()).toHaveLength(1);
});

test('it says for whom it is, stands with its thread, and the mail program’s own button stops them', async () => {
  const start = mentionOf({ kind: 'person', id: ana.personId, name: 'Ana' });
  const { id } = await aThread(ben, board, { title: 'A <b>bold</b> title', text: `Help, ${start}` });
  const [mail] = await mails();
  expect(mail?.subject).toBe('Ben Okafor mentioned you: A <b>bold</b> title');
  expect(mail?.html).not.toContain('<b>');
  expect(mail?.headers).toMatchObject({
    'in-reply-to': `<thread.${id}@localhost.example>`,
    references: `<thread.${id}@localhost.example>`,
    'message-id': expect.stringMatching(/^<bell\.[0-9a-f]{32}@localhost\.example>$/),
    'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
    'list-unsubscribe': expect.stringMatching(new RegExp(`^<${app.url}/api/stop-mails\\?token=[\\w-]{43}>$`)),
  });
  expect(mail?.text).toContain('You get this mail because somebody mentioned you.');
});

test('what was read meanwhile, in the thread or at the bell, is not mailed; nor what one may not read any more or has muted', async () => {
  await reply('One');
  await reply('Two');
  await ana.do('thread.mark-read', { threadId, no: 2 });
  expect((await mails())[0]?.subject).toBe('Ben Okafor replied to you: Who drives the late bus?');
  await reply('Three');
  await ana.do('bell.read-all', {});
  await reply('Four');
  await ana.do('follow.set', { what: { threadId }, level: 'mute' });
  expect(await mails()).toHaveLength(1);

  const staffBoard = await aBoard({ readers: 'staff' });
  const boss = await app.person({ role: 'admin' });
  await boss.do('person.set-role', { personId: ana.personId, role: 'moderator' });
  const { id } = await aThread(ana, staffBoard, { title: 'Among us' });
  await boss.do('post.reply', { threadId: id, text: 'Secret.' });
  await app.settled();
  await boss.do('person.set-role', { personId: ana.personId, role: 'member' });
  expect(await mails()).toHaveLength(1);
});

test('an accepted answer is mailed, thanks are not, and each kind goes where one wants it', async () => {
  await ana.do('post.reply', { threadId: (await aThread(ben, board, { title: 'His' })).id, text: 'Ask the union.' });
  const [row] = await (async () => {
    await app.settled();
    return (await ben.see('bell.list', {})).rows;
  })();
  await ben.do('answer.accept', { threadId: row?.thread.id ?? threadId, no: 2 });
  await ben.do('reaction.set', { threadId: row?.thread.id ?? threadId, no: 2, kind: 'thanks' });
  const [mail, ...none] = await mails();
  expect([mail?.subject, none]).toEqual(['Ben Okafor accepted your answer: His', []]);

  expect(await ana.see('bell.settings', {})).toEqual({
    channels: {
      ...{ mention: 'mail', reply: 'mail', answer: 'mail', thanks: 'bell', decision: 'mail' },
      library: 'bell',
    },
    mailsStopped: false,
  });
  await ana.do('bell.read-all', {});
  const chosen = { mention: 'mail', reply: 'none', answer: 'bell', thanks: 'none', decision: 'bell' } as const;
  await ana.do('bell.choose', { ...chosen, library: 'none' });
  await reply('Nothing is told of this.');
  await ben.do('reaction.set', { threadId, no: 1, kind: 'thanks' });
  expect(await mails()).toHaveLength(1);
  expect((await ana.see('bell.count', {})).total).toBe(0);
  await reply(`But of this, ${mentionOf({ kind: 'person', id: ana.personId, name: 'Ana' })}.`);
  expect(await mails()).toHaveLength(2);
  expect((await ana.see('account.export', {})).bellChannels).toEqual({
    ...chosen,
    library: 'none',
  });
});

test('attack 66: whoever has the link stops the mails and can do nothing else; it tells nothing, and is nobody’s after they left', async () => {
  await reply('One');
  const [mail] = await mails();
  const token = /token=([\w-]{43})/.exec(mail?.headers['list-unsubscribe'] ?? '')?.[1] ?? '';
  expect(mail?.text).toContain(`/bell/stop?token=${token}`);
  const stranger = app.stranger();
  expect(await stranger.do('bell.stop-mails', { token, stop: true })).toEqual({ stopped: true });
  await reply('Two');
  expect(await mails()).toHaveLength(1);
  expect((await ana.see('bell.count', {})).total).toBe(1);
  expect((await ana.see('bell.settings', {})).mailsStopped).toBe(true);
  await stranger.do('bell.stop-mails', { token, stop: false });
  await reply('Three');
  expect(await mails()).toHaveLength(2);

  const stored = JSON.stringify(await BellSettingsModel.find().lean());
  expect([stored.includes(token), token.includes(ana.personId)]).toEqual([false, false]);
  const changed = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
  const ends = [await stranger.post('bell.stop-mails', { token: changed, stop: true })];
  await ana.do('account.erase', { email, words: 'keep' });
  await app.settled();
  ends.push(await stranger.post('bell.stop-mails', { token, stop: true }));
  expect(ends.map(({ body }) => reasonIn(body))).toEqual(['no-such-thing', 'no-such-thing']);
});

test('an address that nobody has proved gets no mail', async () => {
  await PersonModel.updateOne({ _id: ana.personId }, { $unset: { isProven: 1 } });
  await reply('One');
  expect(await mails()).toEqual([]);
});
