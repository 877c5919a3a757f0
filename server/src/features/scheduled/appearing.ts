import { isStaff } from '@hearth/shared/kernel/access';
import { AppError } from '@hearth/shared/kernel/errors';
import { commandId as commandIdRule } from '@hearth/shared/kernel/ids';
import { boardId as boardIdRule } from '@hearth/shared/boards/entity';
import { tagId } from '@hearth/shared/tags/entity';
import type { Job } from '../../jobs/job.ts';
import { mailing } from '../../jobs/mailing.ts';
import { mailIdOf } from '../../platform/mail.ts';
import type { Context } from '../../request/context.ts';
import { unaudited } from '../../request/audit.ts';
import { requireNotSilenced } from '../../request/silence.ts';
import { Counter } from '../../request/counting.ts';
import type { Services } from '../../services.ts';
import { findPerson, findVisitor, isReached } from '../accounts/access.ts';
import { flagPost } from '../review/access.ts';
import { startThread } from '../threads/access.ts';
import { changeScheduled, type Change } from './change.ts';
import { appearing, appearKind, type Appearing } from './due.ts';
import { refusedLetter } from './mails.ts';
import { findScheduled, type ScheduledRecord } from './store.ts';

const DAY_MS = 86_400_000;

export const appear: Job<Appearing> = {
  ...appearKind,
  attempts: 20,
  atOnce: 4,
  async run(services, { id, at }) {
    const record = await findScheduled(id);
    if (record?.at.toISOString() !== at) return;
    const isToAppear = record.state === 'waiting' || record.state === 'appearing';
    // What was refused may have been by a server that died before it put down the mail.
    const after = isToAppear ? await letAppear(services, record, putOff) : record;
    if (after.state === 'refused')
      await services.jobs.schedule(mailRefused, { key: `${id}/${at}`, input: { id, at }, about: after.personId });
  },
};

/**
 * Starts the thread as its author, with the rights they have now. However often it is tried it is one thread, under one
 * command id; what is refused goes back to its author with the reason,
 * unless `otherwise` knows better.
 */
export async function letAppear(
  services: Services,
  { _id: id, at: meant }: ScheduledRecord,
  otherwise: (refusal: AppError, now: Date) => Change | null = () => null,
): Promise<ScheduledRecord> {
  // Unless its author was quicker, and has stopped it or put it later.
  const claimed = await changeScheduled(services, id, ({ state, at }) =>
    state === 'waiting' && at.getTime() === meant.getTime() ? { state: 'appearing' } : null,
  );
  if (claimed.state !== 'appearing') return claimed;
  try {
    const { boardId, title, text, language, tags = [] } = claimed;
    const context = await contextOf(services, claimed);
    const { thread } = await startThread(context, {
      boardId: boardIdRule.parse(boardId),
      title,
      text,
      language,
      tags: tags.map((id) => tagId.parse(id)),
    });
    await flagWatched(context, thread.id, [title, text]);
  } catch (error) {
    if (!(error instanceof AppError) || error.wire.code === 'busy') throw error;
    // Unless another server was quicker, whose thread is there: what has changed since does not take it back.
    const change = otherwise(error, services.clock.now()) ?? { state: 'refused', reason: error.reason };
    return changeScheduled(services, id, ({ state }) => (state === 'appearing' ? change : null));
  }
  const endsAt = new Date(services.clock.now().getTime() + DAY_MS);
  return changeScheduled(services, id, () => ({ state: 'appeared', title: '', text: '', reason: null, endsAt }));
}

/** As the lists are now: what they would not let through any more is there all the same, and moderators look at it. */
async function flagWatched({ services, actor, commandId }: Context, threadId: string, texts: string[]): Promise<void> {
  if (isStaff(actor)) return;
  const { wish, refusal } = await services.wordGuard.lookAt(services, commandId, texts);
  if (wish || refusal) await flagPost(services, threadId, 1, commandId);
}

/** Nobody is there to wait and press again: what a budget refuses appears when that is there again, and says so till then. */
function putOff({ wire: { code, params } }: AppError, now: Date): Change | null {
  const seconds = params?.['seconds'];
  if (code !== 'too-many' || typeof seconds !== 'number') return null;
  return { state: 'waiting', at: new Date(now.getTime() + seconds * 1_000) };
}

async function contextOf(services: Services, { personId, commandId }: ScheduledRecord): Promise<Context> {
  const visitor = await findVisitor(services, personId);
  requireNotSilenced(visitor, services.clock.now());
  const origin = { address: '', userAgent: '', requestId: '', setCookie: null };
  // That a thread is started was counted when it was put down; what it does besides is counted now.
  const counter = new Counter({ services, visitor, origin }, null);
  const id = commandIdRule.parse(commandId);
  return { services, visitor, actor: visitor.actor, commandId: id, origin, counter, audit: unaudited };
}

/** Whoever counted on it has to know. */
export const mailRefused: Job<Appearing> = {
  ...mailing,
  name: 'scheduled.mail-refused',
  input: appearing,
  async run(services, { id, at }) {
    const { mailer, baseUrl } = services;
    const record = await findScheduled(id);
    const person = record && (await findPerson(record.personId));
    if (record?.state !== 'refused' || record.at.toISOString() !== at || person?.status !== 'active') return;
    if (!isReached(services, person)) return;
    const said = { link: `${baseUrl.url}/drafts`, name: person.name, title: record.title };
    const to = { name: person.name, address: person.email };
    const mailId = mailIdOf('refused', `${id}/${at}`);
    await mailer.send({ to, mailId, ...refusedLetter(person.locale, said) });
  },
};
