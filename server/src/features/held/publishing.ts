import { AppError } from '@hearth/shared/kernel/errors';
import { commandId as commandIdRule } from '@hearth/shared/kernel/ids';
import { unaudited } from '../../request/audit.ts';
import type { Context } from '../../request/context.ts';
import { Counter } from '../../request/counting.ts';
import { requireNotSilenced } from '../../request/silence.ts';
import type { Services } from '../../services.ts';
import { findVisitor } from '../accounts/access.ts';
import { freeFiles, giveFiles } from '../files/access.ts';
import { replyTo, startThread } from '../threads/access.ts';
import { filesIn, repliedIn, startedIn, subjectOfHeld } from './input.ts';
import type { HeldRecord } from './store.ts';

type Place = NonNullable<HeldRecord['place']>;

/**
 * Carries the command out as whoever gave it, with the rights they have now. However often it is tried it is one post, under one
 * command id. Gives the reason where it is refused now.
 */
export async function publish(services: Services, record: HeldRecord): Promise<Place | { readonly refusal: string }> {
  const files = filesIn(record);
  const subject = subjectOfHeld(record._id);
  await freeFiles(subject, files);
  try {
    return await carriedOut(await contextOf(services, record), record);
  } catch (error) {
    await giveFiles(subject, files);
    if (!(error instanceof AppError) || error.wire.code === 'busy') throw error;
    return { refusal: error.reason };
  }
}

async function carriedOut(context: Context, record: HeldRecord): Promise<Place> {
  const { thread, post } =
    record.command === 'thread.start'
      ? await startThread(context, startedIn(record))
      : await replyTo(context, repliedIn(record));
  return { threadId: thread.id, no: post.no };
}

async function contextOf(services: Services, { personId, commandId }: HeldRecord): Promise<Context> {
  const visitor = await findVisitor(services, personId);
  requireNotSilenced(visitor, services.clock.now());
  const origin = { address: '', userAgent: '', requestId: '', setCookie: null };
  // That it was written was counted then; whom it names is counted now.
  const counter = new Counter({ services, visitor, origin }, null);
  const id = commandIdRule.parse(commandId);
  return { services, visitor, actor: visitor.actor, commandId: id, origin, counter, audit: unaudited };
}
