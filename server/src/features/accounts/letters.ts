import { createHmac } from 'node:crypto';
import { language } from '@hearth/shared/accounts/entity';
import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import { idOf } from '../../streams/definition.ts';
import { react } from '../reaction.ts';
import { mailing } from '../../jobs/mailing.ts';
import { findInvitation } from './code-store.ts';
import { invitationLetter, welcomeLetter } from './mails.ts';
import { findPerson } from './store.ts';
import { people } from './stream.ts';

const invited = z.object({ invitationId: z.string(), locale: language });

/** Mails an invitation to the address it is kept for, if it still is. */
export const sendInvitation: Job<z.infer<typeof invited>> = {
  ...mailing,
  name: 'invitation.mail',
  input: invited,
  async run({ mailer, clock, secret, baseUrl }, { invitationId, locale }) {
    const invitation = await findInvitation(invitationId, clock.now());
    const maker = invitation && (await findPerson(invitation.by));
    if (!invitation?.mailedTo || maker?.status !== 'active') return;
    const link = `${baseUrl.url}/sign-up?invitation=${mailedToken(secret, invitationId)}`;
    const to = { name: '', address: invitation.mailedTo };
    await mailer.send({ to, ...invitationLetter(locale, { link, from: maker.name }) });
  },
};

/** The link that only the mail has. Made again for every try, so that it is kept nowhere. */
export function mailedToken(secret: string, invitationId: string): string {
  return createHmac('sha256', secret).update(`mailed invitation ${invitationId}`).digest('base64url');
}

const welcomed = z.object({ personId: z.string() });

export const sendWelcome: Job<z.infer<typeof welcomed>> = {
  ...mailing,
  name: 'account.mail-welcome',
  input: welcomed,
  async run({ mailer, baseUrl }, { personId }) {
    const person = await findPerson(personId);
    if (person?.status !== 'active') return;
    const letter = welcomeLetter(person.locale, { link: `${baseUrl.url}/sign-in`, name: person.name });
    await mailer.send({ to: { name: person.name, address: person.email }, ...letter });
  },
};

/** Whoever waited and was let in is told. */
export const welcomeMail = react({
  to: people,
  name: 'welcome-mail',
  async handle({ jobs }, events) {
    for (const { stream, seq, data } of events) {
      if (data.status?.from !== 'waiting' || data.status.to !== 'active') continue;
      const personId = idOf(stream);
      await jobs.schedule(sendWelcome, { key: `${personId}/${seq}`, input: { personId }, about: personId });
    }
  },
});
