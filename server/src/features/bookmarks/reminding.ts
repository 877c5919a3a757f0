import type { Job } from '../../jobs/job.ts';
import { mailing } from '../../jobs/mailing.ts';
import { mailIdOf } from '../../platform/mail.ts';
import { findActor, findPerson, isReached } from '../accounts/access.ts';
import { bookmarkId, changeBookmark, type Which } from './change.ts';
import { reminding, remindKind, type Reminding } from './due.ts';
import { reminderLetter } from './mails.ts';
import { findReadable } from './readable.ts';
import { findBookmark, type BookmarkRecord } from './store.ts';

const keyOf = (which: Which, at: Date) => `${bookmarkId(which)}/${at.toISOString()}`;

function isMeant(record: BookmarkRecord | null, { at }: Reminding): record is BookmarkRecord {
  return record !== null && record.endsAt === null && record.remindAt?.toISOString() === at;
}

/** The time has come. Of what they may not read any more nobody is reminded. */
export const remind: Job<Reminding> = {
  ...remindKind,
  attempts: 20,
  atOnce: 4,
  async run(services, input) {
    const reader = { services, actor: await findActor(services, input.personId) };
    if (reader.actor.kind === 'stranger' || !(await findReadable(reader, input))) return;
    const after = await changeBookmark(services, input, (record) =>
      isMeant(record, input) && !record.isDue ? { isDue: true } : null,
    );
    if (!isMeant(after, input) || !after.isDue) return;
    await services.jobs.schedule(mailReminder, { key: keyOf(input, new Date(input.at)), input, about: input.personId });
  },
};

/** Skipped where they have said meanwhile that it is done. */
export const mailReminder: Job<Reminding> = {
  ...mailing,
  name: 'bookmark.mail-reminder',
  input: reminding,
  async run(services, input) {
    const { mailer, baseUrl } = services;
    const [record, person] = await Promise.all([findBookmark(bookmarkId(input)), findPerson(input.personId)]);
    const reader = { services, actor: await findActor(services, input.personId) };
    if (reader.actor.kind === 'stranger' || !isMeant(record, input) || !record.isDue) return;
    if (!person || !isReached(services, person)) return;
    const found = await findReadable(reader, input);
    if (!found) return;
    const link = `${baseUrl.url}/t/${input.threadId}?post=${input.no}#post-${input.no}`;
    const said = { link, name: person.name, title: found.thread.title, note: record.note };
    const to = { name: person.name, address: person.email };
    const mailId = mailIdOf('reminder', keyOf(input, new Date(input.at)));
    await mailer.send({ to, mailId, ...reminderLetter(person.locale, said) });
  },
};
