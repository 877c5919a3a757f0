import { rotaLimits } from '@hearth/shared/rota/limits';
import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import { mailing } from '../../jobs/mailing.ts';
import { mailIdOf } from '../../platform/mail.ts';
import type { Services } from '../../services.ts';
import { idOf } from '../../streams/definition.ts';
import { findActor, findByEmail, findPerson, isReached, readActive, readStaff } from '../accounts/access.ts';
import { react } from '../reaction.ts';
import { whoIsOnDuty } from '../rota/access.ts';
import { onCallLetter } from './mails.ts';
import { isAbout, mayBeGiven, namedIn } from './rights.ts';
import { findItem, type ReviewRecord } from './store.ts';
import { reviews } from './stream.ts';

/** By their place in the setting, or by their account. */
const called = z.object({
  itemId: z.string(),
  reportId: z.string(),
  to: z.union([z.int(), z.string()]),
  /** Only where nobody has done anything about it since. */
  unlessSince: z.iso.datetime().optional(),
});
type Called = z.infer<typeof called>;
type To = Called['to'];

const MINUTE_MS = 60_000;

/**
 * A report of danger goes to whoever is on call at once, each of them once; changed, it goes again where it was none before. Those
 * who are on duty by the rota come first; all others hear of it a little later, where nobody has done anything by then.
 */
export const callForHelp = react({
  to: reviews,
  name: 'review-on-call',
  async handle(services, events) {
    for (const { stream, data } of events) {
      // What is decided is no call any more, whatever becomes of its reports.
      if (data.report?.reason !== 'danger' || !data.report.by || data.item.state !== 'open') continue;
      const itemId = idOf(stream);
      const reportId = data.report._id;
      const { first, later } = await inTurn(services, itemId);
      for (const to of first) await call(services, { itemId, reportId, to });
      const unlessSince = data.report.at.toISOString();
      for (const to of later) await call(services, { itemId, reportId, to, unlessSince });
    }
  },
});

async function call(services: Services, input: Called): Promise<void> {
  const { itemId, reportId, to, unlessSince } = input;
  const about = typeof to === 'string' ? { about: to } : {};
  const wait = rotaLimits.waitMinutes * MINUTE_MS;
  const at = unlessSince === undefined ? {} : { at: new Date(Date.parse(unlessSince) + wait) };
  await services.jobs.schedule(mailOnCall, { key: `${itemId}/${reportId}/${to}`, input, ...about, ...at });
}

/**
 * Of those whom the setting names, whoever is on duty, and every address that is nobody's account, since nobody knows its hours;
 * without it whoever is on duty and may decide it. Where none of them would get it, because nobody is there or it is about
 * them, everybody does at once.
 */
async function inTurn(services: Services, itemId: string): Promise<{ first: readonly To[]; later: readonly To[] }> {
  const [all, item] = [await onCall(services), await findItem(itemId)];
  const onDuty = await whoIsOnDuty(services.clock.now());
  if (!item || onDuty.length === 0) return { first: all, later: [] };
  const isNamed = services.config.onCall.length > 0;
  const first: To[] = [];
  for (const to of isNamed ? all : onDuty) {
    const receiver = await calledOf(services, item, to);
    if (receiver && (!isNamed || receiver.id === null || onDuty.includes(receiver.id))) first.push(to);
  }
  return first.length > 0 ? { first, later: all.filter((to) => !first.includes(to)) } : { first: all, later: [] };
}

/** Whom the setting names; without it all admins. */
async function onCall({ config }: Services): Promise<To[]> {
  if (config.onCall.length > 0) return config.onCall.map((_address, place) => place);
  const staff = await readActive((await readStaff()).map(({ _id }) => _id));
  return staff.filter(({ role }) => role === 'admin').map(({ id }) => id);
}

export const mailOnCall: Job<Called> = {
  ...mailing,
  name: 'review.mail-on-call',
  input: called,
  async run(services, { itemId, reportId, to, unlessSince }) {
    const item = await findItem(itemId);
    if (item && unlessSince !== undefined && isDealtWith(item, new Date(unlessSince))) return;
    const letterTo = item && (await receiverOf(services, item, to));
    if (!letterTo) return;
    const mailId = mailIdOf('on-call', `${itemId}/${reportId}/${to}`);
    await services.mailer.send({
      ...{ to: letterTo.to, mailId },
      ...onCallLetter(letterTo.locale, `${services.baseUrl.url}/desk/queue/${itemId}`),
    });
  },
};

/** By somebody: what reports hide waits for a moderator as before. */
function isDealtWith({ steps }: ReviewRecord, since: Date): boolean {
  return steps.some(({ by, at }) => at >= since && by !== null);
}

/** Null for whoever it is about: they would learn that they were reported. */
async function receiverOf(services: Services, item: ReviewRecord, to: To) {
  const found = await calledOf(services, item, to);
  const { reader = null } = found ?? {};
  return reader && item.subject && (await isAbout(reader, item.subject, item.whose)) ? null : found;
}

/**
 * Who is called, also where they wrote it without their name and get no mail all the same: that others get theirs at once would
 * tell who wrote it (promise L12).
 */
async function calledOf(services: Services, item: ReviewRecord, to: To) {
  const address = typeof to === 'number' ? services.config.onCall[to] : null;
  const person = typeof to === 'string' ? await findPerson(to) : address ? await findByEmail(address) : null;
  const reader = person && { services, actor: await findActor(services, person._id) };
  if (person && person._id === (await namedIn(item.subject))) return null;
  const id = person?._id ?? null;
  if (address) return { id, reader, to: { name: person?.name ?? '', address }, locale: person?.locale ?? null };
  if (!person || !reader || !isReached(services, person) || !(await mayBeGiven(reader, item))) return null;
  return { id, reader, to: { name: person.name, address: person.email }, locale: person.locale };
}
