import { heldLimits } from '@hearth/shared/held/limits';
import type { Job } from '../../jobs/job.ts';
import { mailing } from '../../jobs/mailing.ts';
import { mailIdOf } from '../../platform/mail.ts';
import { findPerson, isReached } from '../accounts/access.ts';
import { dropFiles } from '../files/access.ts';
import { channelOf } from '../notifications/access.ts';
import { forgetKind, mailKind } from './due.ts';
import { filesIn, subjectOfHeld } from './input.ts';
import { decidedLetter } from './mails.ts';
import { findHeld, turnHeld } from './store.ts';

/** Whoever waits for it is told, wherever they are. */
export const mailDecided: Job<{ readonly id: string; readonly turn: number }> = {
  ...mailing,
  ...mailKind,
  async run(services, { id, turn }) {
    const record = await findHeld(id);
    // Decided once more, or still being published: what comes of that has a mail of its own, or is tried again.
    if (record?.turn !== turn || !record.decision) return;
    if (record.state === 'publishing') throw new Error('it is not published yet');
    const person = await findPerson(record.personId);
    if (person?.status !== 'active' || !isReached(services, person)) return;
    if ((await channelOf(record.personId, 'decision')) !== 'mail') return;
    const isPublished = record.state === 'published';
    const said = { name: person.name, isPublished, words: record.decision.words };
    const link = `${services.baseUrl.url}/you/waiting`;
    const to = { name: person.name, address: person.email };
    const letter = decidedLetter(person.locale, { ...said, link });
    await services.mailer.send({ to, mailId: mailIdOf('held', `${id}/${turn}`), ...letter });
  },
};

/** After three months what was not published is gone, with its pictures and files. */
export const forgetRefused: Job<{ readonly id: string }> = {
  ...forgetKind,
  attempts: 20,
  atOnce: 2,
  async run(services, { id }) {
    const record = await findHeld(id);
    if (record?.state !== 'refused' || !record.decision) return;
    const now = services.clock.now().getTime();
    // Decided anew since: that has a job of its own.
    if (record.decision.at.getTime() + heldLimits.days * DAY_MS > now + DAY_MS) return;
    await dropFiles(services, subjectOfHeld(id), filesIn(record));
    // Not before: the store knows nothing of files, and a server may have rested for days.
    await turnHeld(id, { from: ['refused'] }, { input: null, endsAt: new Date(now + DAY_MS) });
  },
};

const DAY_MS = 86_400_000;
