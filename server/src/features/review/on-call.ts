import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import { mailing } from '../../jobs/mailing.ts';
import { mailIdOf } from '../../platform/mail.ts';
import type { Services } from '../../services.ts';
import { idOf } from '../../streams/definition.ts';
import { findActor, findByEmail, findPerson, isReached, readActive, readStaff } from '../accounts/access.ts';
import { react } from '../reaction.ts';
import { onCallLetter } from './mails.ts';
import { isAbout, mayReview } from './rights.ts';
import { findItem, type ReviewRecord } from './store.ts';
import { reviews } from './stream.ts';

/** By their place in the setting, or by their account. */
const called = z.object({ itemId: z.string(), reportId: z.string(), to: z.union([z.int(), z.string()]) });
type Called = z.infer<typeof called>;

/** A report of danger goes to whoever is on call at once, each of them once; changed, it goes again where it was none before. */
export const callForHelp = react({
  to: reviews,
  name: 'review-on-call',
  async handle(services, events) {
    for (const { stream, data } of events) {
      if (data.report?.reason !== 'danger' || !data.report.by) continue;
      const itemId = idOf(stream);
      const reportId = data.report._id;
      for (const to of await onCall(services)) {
        const input = { itemId, reportId, to };
        const about = typeof to === 'string' ? { about: to } : {};
        await services.jobs.schedule(mailOnCall, { key: `${itemId}/${reportId}/${to}`, input, ...about });
      }
    }
  },
});

/** Whom the setting names; without it all admins. */
async function onCall({ config }: Services): Promise<(number | string)[]> {
  if (config.onCall.length > 0) return config.onCall.map((_address, place) => place);
  const staff = await readActive((await readStaff()).map(({ _id }) => _id));
  return staff.filter(({ role }) => role === 'admin').map(({ id }) => id);
}

export const mailOnCall: Job<Called> = {
  ...mailing,
  name: 'review.mail-on-call',
  input: called,
  async run(services, { itemId, reportId, to }) {
    const item = await findItem(itemId);
    const letterTo = item && (await receiverOf(services, item, to));
    if (!letterTo) return;
    const mailId = mailIdOf('on-call', `${itemId}/${reportId}/${to}`);
    await services.mailer.send({
      ...{ to: letterTo.to, mailId },
      ...onCallLetter(letterTo.locale, `${services.baseUrl.url}/desk/queue/${itemId}`),
    });
  },
};

/** Null for whoever it is about: they would learn that they were reported. */
async function receiverOf(services: Services, item: ReviewRecord, to: number | string) {
  const address = typeof to === 'number' ? services.config.onCall[to] : null;
  const person = typeof to === 'string' ? await findPerson(to) : address ? await findByEmail(address) : null;
  const reader = person && { services, actor: await findActor(services, person._id) };
  if (reader && item.subject && (await isAbout(reader, item.subject))) return null;
  if (address) return { to: { name: person?.name ?? '', address }, locale: person?.locale ?? null };
  if (!person || !reader || !isReached(services, person) || !(await mayReview(reader, item))) return null;
  return { to: { name: person.name, address: person.email }, locale: person.locale };
}
