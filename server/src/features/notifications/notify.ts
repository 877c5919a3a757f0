import { randomUUID } from 'node:crypto';
import { addressedIn, type Mention } from '@hearth/shared/mentions/address';
import type { BellChannels } from '@hearth/shared/notifications/entity';
import { OWN_BELL } from '@hearth/shared/notifications/own';
import type { Services } from '../../services.ts';
import { idOf, type EventRecord } from '../../streams/definition.ts';
import { findActor, tellOwn } from '../accounts/access.ts';
import { addressOf } from '../anonymous/access.ts';
import { belongsToBoard } from '../boards/access.ts';
import { levelOf } from '../follows/access.ts';
import { membersOf } from '../groups/access.ts';
import { react } from '../reaction.ts';
import { reactions } from '../reactions/stream.ts';
import { findPost, findThread, isHidden, type PostRecord, type ThreadRecord } from '../threads/access.ts';
import { threads, type ThreadData } from '../threads/stream.ts';
import { lastingFrom } from './lasting.ts';
import { scheduleMail } from './mailing.ts';
import { channelOf } from './settings.ts';
import { putAgain, putNotification, putThanks, recountThanks, type NewNotification } from './store.ts';

/** Posts are as old as the event that brings them, or a little older; and so is what was accepted. */
const FRESH_MS = 60_000;
/** A group that is named is a few hundred people. */
const AT_ONCE = 50;

export interface Address {
  readonly personId: string;
  /** Where they are told of something they wrote without their name, which is stored under this one. */
  readonly name?: string;
}

interface Fact extends Address, Pick<NewNotification, 'about'> {
  readonly kind: Exclude<keyof BellChannels, 'decision' | 'library'>;
  /** Who did it; null for several, for nobody's name, or for somebody who has left. */
  readonly by: string | null;
}

/** Tells people what concerns them in threads: each thing once, however often the event is handled. */
export const bellOfThreads = react({
  to: threads,
  name: 'bell',
  async handle(services, events) {
    // What is asked of the store for several posts at once goes in one trip; what becomes of one post is told in its order.
    const byPost = Map.groupBy(events, ({ stream, data }) => `${stream}/${data.post?.no}`);
    await Promise.all(
      [...byPost.values()].map(async (its) => {
        for (const event of its) await tellOf(services, event);
      }),
    );
  },
});

async function tellOf(services: Services, event: EventRecord<ThreadData>): Promise<void> {
  const { post, thread, carried } = event.data;
  if (!post || post.note || carried !== undefined) return;
  const threadId = idOf(event.stream);
  if (isHidden(post)) await tellHidden(services, threadId, post);
  const place = { threadId, no: post.no, ...lastingFrom(event.at) };
  const told = { ...thread, _id: threadId };
  const each = [...Map.groupBy(await factsOf(services, threadId, event), ({ personId }) => personId).values()];
  for (let from = 0; from < each.length; from += AT_ONCE)
    await Promise.all(each.slice(from, from + AT_ONCE).map((facts) => tellInTurn(services, told, place, facts)));
}

/** Whoever wrote a post learns that reports have hidden it, once for each time that they have. */
async function tellHidden(
  services: Services,
  threadId: string,
  post: Pick<PostRecord, 'no' | 'by' | 'alias' | 'deletedAt'>,
): Promise<void> {
  const writer = await writerOf(services, post);
  if (!writer || !post.deletedAt) return;
  const place = { threadId, no: post.no, ...lastingFrom(post.deletedAt) };
  const personId = writer.name ?? writer.personId;
  if (await putAgain({ personId, about: 'hidden', kind: 'hidden', ...place })) ring(services, writer, place);
}

type Told = Pick<ThreadRecord, '_id' | 'boardId' | 'by'>;
type Place = Pick<NewNotification, 'threadId' | 'no' | 'at' | 'endsAt'>;

/** One after another: of two that are one notification, what counts for more has to be stored first. */
async function tellInTurn(services: Services, thread: Told, place: Place, facts: readonly Fact[]): Promise<void> {
  for (const fact of facts) await tell(services, thread, place, fact);
}

async function tell(services: Services, thread: Told, place: Place, fact: Fact): Promise<void> {
  const { personId, name, about, kind, by } = fact;
  if (!(await wantsToKnow(services, personId, thread, by))) return;
  const channel = await channelOf(personId, kind);
  if (channel === 'none') return;
  // Whom a mail goes to about which thread is known to more than this server.
  const isToMail = channel === 'mail' && name === undefined;
  const record = { personId: name ?? personId, about, kind, ...place, ...(isToMail && { isToMail }) };
  if (await putNotification(record)) ring(services, fact, place);
  // Also where it was stored before a crash, and this was not.
  if (isToMail) await scheduleMail(services, personId);
}

/**
 * Counts are absolute, and one notification holds them all: of a hundred thanks one learns in one line. It rings where there
 * are more of them: whatever else is said of a post, what was not told of its thanks before is no news now.
 */
export const bellOfThanks = react({
  to: reactions,
  name: 'bell-thanks',
  async handle(services, events) {
    for (const { stream, seq, at, data } of events) {
      const threadId = idOf(stream);
      for (const { no, counts } of data.posts) {
        const [thread, post] = await Promise.all([findThread(threadId), findPost(threadId, no)]);
        const writer = await writerOf(services, post);
        if (!thread || !writer || !(await wantsToKnow(services, writer.personId, thread, null))) continue;
        if ((await channelOf(writer.personId, 'thanks')) === 'none') continue;
        const thanks = { about: 'thanks', kind: 'thanks', count: counts.thanks ?? 0, rev: seq } as const;
        const personId = writer.name ?? writer.personId;
        const record = { personId, threadId, no, ...thanks, ...lastingFrom(at) };
        if (data.thanked?.includes(no) === false) await recountThanks(record);
        else if (await putThanks(record)) ring(services, writer, { threadId, no });
      }
    }
  },
});

/** Whom an event concerns, and how; what counts for more comes first. Nobody learns of what they did themselves. */
async function factsOf(services: Services, threadId: string, event: EventRecord<ThreadData>): Promise<Fact[]> {
  const { post } = event.data;
  if (!post || post.deletedAt) return [];
  const by = post.by?.personId ?? null;
  const facts: Fact[] = [];
  for (const personId of await peopleIn(await addressedBy(threadId, event.data)))
    facts.push({ personId, about: 'post', kind: 'mention', by });
  for (const address of await answeredBy(services, threadId, event))
    facts.push({ ...address, about: 'post', kind: 'reply', by });
  const writer = await writerOf(services, post);
  const others = facts.filter(({ personId }) => personId !== writer?.personId);
  const accepted = acceptedBy(event);
  return accepted ? [...others, accepted] : others;
}

/** Only where it has just been: what becomes of the answer later tells nobody anew that it is one. */
function acceptedBy({ data: { thread, post }, at }: EventRecord<ThreadData>): Fact | null {
  const { answer, answerNo } = thread;
  if (!answer?.by || answer.no !== post?.no || answerNo !== answer.no) return null;
  if (at.getTime() - answer.at.getTime() > FRESH_MS) return null;
  const by = answer.markedBy?.personId ?? null;
  const { personId } = answer.by;
  return personId === by ? null : { personId, about: 'answer', kind: 'answer', by };
}

/**
 * Whom a new post names, or other words of it that did not stand there before; whatever else becomes of a post says nothing
 * new to anybody.
 */
async function addressedBy(threadId: string, { post, replaces, addresses = [] }: ThreadData): Promise<Mention[]> {
  const isNew = replaces === undefined;
  if (!post || (!isNew && addresses.length === 0)) return [];
  const named = addressedIn(post.text);
  if (post.text !== '') return isNew ? named : addresses.flatMap((place) => named[place] ?? []);
  // Replaced before anybody was told, these words went from the log: those in their place say whom they named.
  const now = await findPost(threadId, post.no);
  return now && !now.deletedAt ? addressedIn(now.text) : [];
}

/** With everybody in a group that is named. */
async function peopleIn(named: readonly Mention[]): Promise<ReadonlySet<string>> {
  const groups = named.filter(({ kind }) => kind === 'group');
  const members = await Promise.all(groups.map(({ id }) => membersOf(id)));
  const people = named.filter(({ kind }) => kind === 'person').map(({ id }) => id);
  return new Set([...people, ...members.flat()]);
}

/** Whose post it answers, and whose thread it is: who is answered in their own thread is told once. */
async function answeredBy(
  services: Services,
  threadId: string,
  { data, at }: EventRecord<ThreadData>,
): Promise<Address[]> {
  const { thread, post, replaces } = data;
  if (!post || replaces !== undefined || post.no === 1 || at.getTime() - post.at.getTime() > FRESH_MS) return [];
  const answered = post.inReplyTo ? await findPost(threadId, post.inReplyTo) : null;
  const concerned = await Promise.all([writerOf(services, answered), writerOf(services, thread)]);
  return [...new Map(concerned.flatMap((one) => (one ? [[one.name ?? one.personId, one]] : []))).values()];
}

/** Null for nobody, or somebody who has left. */
export async function writerOf(
  services: Services,
  written: Pick<ThreadRecord, 'by' | 'alias'> | null,
): Promise<Address | null> {
  if (written?.by) return { personId: written.by.personId };
  return addressOf(services, written?.alias);
}

/** Only who may read it at this moment, and has not muted it: both are asked again whenever it is shown. */
async function wantsToKnow(
  services: Services,
  personId: string,
  { _id: id, boardId, by: starter }: Told,
  by: string | null,
): Promise<boolean> {
  const actor = await findActor(services, personId);
  if (actor.kind !== 'person' || !(await belongsToBoard({ services, actor }, boardId))) return false;
  return (await levelOf(personId, { id, boardId, startedBy: starter?.personId ?? null }, by)) !== 'mute';
}

/** Tells one from another; where nobody may know whose the thread is, it says nothing else. */
export function ring(
  services: Services,
  { personId, name }: Address,
  { threadId, no }: { threadId: string; no: number },
): void {
  tellOwn(services, personId, OWN_BELL, '', name === undefined ? `${threadId}/${no}` : randomUUID().slice(-12));
}
