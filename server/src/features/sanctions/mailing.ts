import { personId as personIdRule } from '@hearth/shared/kernel/ids';
import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import { mailing } from '../../jobs/mailing.ts';
import { mailIdOf } from '../../platform/mail.ts';
import type { Services } from '../../services.ts';
import { findPerson, isReached, type PersonRecord } from '../accounts/access.ts';
import { presentRule } from '../house-rules/access.ts';
import { decidedLetter, sanctionLetter } from './mails.ts';
import { findStanding, type SanctionRecord } from './store.ts';

const mailed = z.object({
  personId: personIdRule,
  sanctionId: z.string(),
  what: z.enum(['imposed', 'lifted', 'decided']),
});
type Mailed = z.infer<typeof mailed>;

/** Tells whoever it concerns, in their language; of an appeal also whoever had decided. */
export const mailSanction: Job<Mailed> = {
  ...mailing,
  name: 'sanction.mail',
  input: mailed,
  async run(services, { personId, sanctionId, what }) {
    const [person, standing] = await Promise.all([findPerson(personId), findStanding(personId)]);
    const its = standing?.sanctions.find(({ id }) => id === sanctionId);
    if (person?.status !== 'active' || !its) return;
    await mailPerson(services, person, its, what);
    if (what === 'decided') await mailDecider(services, person, its);
  },
};

async function mailPerson(
  services: Services,
  person: PersonRecord,
  its: SanctionRecord,
  what: Mailed['what'],
): Promise<void> {
  if (!isReached(services, person)) return;
  const { title } = await presentRule(its.ruleId);
  const { url } = services.baseUrl;
  // Whoever cannot come in reads why, and appeals, where they are refused.
  const link = its.kind === 'suspension' && !its.lifted ? `${url}/sign-in` : `${url}/you/standing`;
  const { kind, until, words, lifted, appeal } = its;
  const said = {
    imposed: { kind, words, until },
    lifted: { kind: 'lifted' as const, words: lifted?.words ?? '', until: null },
    decided: { kind: appeal?.decision?.outcome ?? 'upheld', words: appeal?.decision?.words ?? '', until: null },
  }[what];
  const letter = sanctionLetter(person.locale, {
    ...said,
    ...{ name: person.name, link, rule: title[person.locale], rules: `${url}/rules#${its.ruleId}` },
  });
  const to = { name: person.name, address: person.email };
  await services.mailer.send({ to, mailId: mailIdOf('standing', `${person._id}/${its.id}/${what}`), ...letter });
}

async function mailDecider(services: Services, about: PersonRecord, { id, by, appeal }: SanctionRecord): Promise<void> {
  const decider = by && (await findPerson(by.personId));
  if (decider?.status !== 'active' || !isReached(services, decider) || !appeal?.decision) return;
  const letter = decidedLetter(decider.locale, {
    name: decider.name,
    about: about.name,
    outcome: appeal.decision.outcome,
    words: appeal.decision.words,
    link: `${services.baseUrl.url}/desk/people/${about._id}`,
  });
  const to = { name: decider.name, address: decider.email };
  await services.mailer.send({ to, mailId: mailIdOf('appeal', `${about._id}/${id}`), ...letter });
}
