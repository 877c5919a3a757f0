import { isDeepStrictEqual } from 'node:util';
import { budget } from '@hearth/shared/kernel/budgets';
import { AppError, commonError } from '@hearth/shared/kernel/errors';
import { isStaff } from '@hearth/shared/kernel/access';
import { idFrom } from '@hearth/shared/kernel/id-from';
import type { HoldReason } from '@hearth/shared/held/entity';
import { heldError } from '@hearth/shared/held/errors';
import { heldLimits } from '@hearth/shared/held/limits';
import { comparable, countLinks } from '@hearth/shared/held/policy';
import { questionId, roomId } from '@hearth/shared/rooms/entity';
import { threadId } from '@hearth/shared/threads/entity';
import { z } from 'zod';
import type { Visitor } from '../../request/visitor.ts';
import type { Gates, Publishing, Stop, Verdict } from '../../services.ts';
import { mayOnBoard } from '../boards/access.ts';
import { flagPost, flagQuestion } from '../review/access.ts';
import { list } from './listing.ts';
import { placeOf, REWRITING, type Place } from './place.ts';
import { forgetPrint, isRepeatedHere, notePrint, type Print } from './prints.ts';
import { revisedBy } from './revised.ts';
import { beginFlood, currentGates } from './settings.ts';
import { countWaiting, findHeld, putHeld, WAITING_COMMANDS, type HeldRecord, type WaitingCommand } from './store.ts';
import { trustIn, type Trust } from './trust.ts';

type Author = Extract<Visitor, { byline: unknown }>;

/** A post on its way, and where it is to stand. */
interface Post extends Publishing, Place {
  readonly author: Author;
}

/** What the server's services have of this feature. Whoever is known here costs no trip to the store. */
export const gates: Gates = {
  async lookAt(publishing) {
    const { services, visitor, texts, wish } = publishing;
    if (!('byline' in visitor) || isStaff(visitor.actor)) return {};
    const { settings, floods, paused } = await currentGates(services);
    const trust = await trustIn(services, visitor);
    const isNew = trust.level === 'new';
    const reasons = new Set<HoldReason>();
    if (wish === 'hold') reasons.add('words');
    if (countLinks(texts) > (isNew ? settings.linksOfNew : settings.linksOfMembers)) reasons.add('links');
    const revised = await revisedBy({ services, actor: visitor.actor }, publishing.input);
    if (revised instanceof AppError) return { stop: { error: revised } };
    if (revised) reasons.add('revised');
    if (!isNew && reasons.size === 0) return { passed: (output) => flag(publishing, output) };
    const post: Post = { ...publishing, author: visitor, ...(await placeOf(publishing)) };
    // Whatever holds by now: what has waited under this id is what it has become.
    const before = await findHeld(idFrom(publishing.commandId));
    if (before) return isThat(before, post) ? whatBecameOf(post, before) : { stop: { error: commonError('id-taken') } };
    const print = isNew ? await printOf(post) : null;
    if (print && (await isRepeatedHere(print))) reasons.add('repeated');
    if (isNew) await addReasonsOfNew(reasons, post, trust, { settings, floods, paused });
    const stop = reasons.size > 0 ? await stopOf(post, [...reasons]) : null;
    return {
      ...(stop && { stop }),
      ...(print && { refused: () => forgetPrint(print) }),
      passed: (output) => flag(publishing, output),
    };
  },
};

/** Moderators look at it once it is there, and again where it is other words by now. */
async function flag({ services, commandId, wish, name, input }: Publishing, output: unknown): Promise<void> {
  if (wish !== 'flag') return;
  const written = posted.safeParse(output).data;
  if (written) await flagPost(services, written.thread.id, written.post.no, commandId);
  const asked = name === 'question.ask' ? askedIn.safeParse({ ...Object(input), ...Object(output) }).data : null;
  if (asked) await flagQuestion(services, asked.roomId, asked.question.id);
}

/** What a command answers that has made or changed a post. */
const posted = z.object({ thread: z.object({ id: threadId }), post: z.object({ no: z.int().positive() }) });

/** The question that was asked in an office hour, and where. */
const askedIn = z.object({ roomId, question: z.object({ id: questionId }) });

/** Where somebody who is new begins something: an edit, or a question that its host hears, is none, though its words may be told apart. */
const BEGINNING: ReadonlySet<string> = new Set([...WAITING_COMMANDS, 'scheduled.put']);

async function addReasonsOfNew(
  reasons: Set<HoldReason>,
  post: Post,
  { posts }: Trust,
  { settings, floods, paused }: Awaited<ReturnType<typeof currentGates>>,
): Promise<void> {
  if (!BEGINNING.has(post.name)) return;
  if (paused.has(post.author.actor.id)) reasons.add('reported');
  if (settings.firstPosts > 0 && (await posts()) < settings.firstPosts) reasons.add('first');
  const { services, boardId } = post;
  if (boardId === null) return;
  const isFlooded = (floods.get(boardId) ?? 0) > services.clock.now();
  if (isFlooded || (reasons.size === 0 && (await isTooMuch(post, boardId, settings.flood)))) reasons.add('flood');
}

/** Of the words alone: a poll, a title and what a picture shows are alike more often. Null where they stand there already. */
async function printOf({
  services,
  author,
  name,
  threadId: inThread,
  boardId,
  before,
  input,
}: Post): Promise<Print | null> {
  const { text } = Object(input);
  if (typeof text !== 'string' || !(BEGINNING.has(name) || REWRITING.has(name))) return null;
  if (before !== null && comparable(before) === comparable(text)) return null;
  return notePrint(services, { personId: author.actor.id, place: inThread ?? boardId ?? '', text });
}

/** So many of one person's a minute count: nobody floods a board alone. Admins set this gate, and no setting of the server widens it. */
const ofOne = budget('newByOne', { per: 'person', points: 5, seconds: 60, isFixed: true });

/** Counted together, whoever they are, on all servers; but not where somebody may not write. */
async function isTooMuch({ services, author, name }: Post, boardId: string, most: number): Promise<boolean> {
  const right = name === 'post.reply' ? 'reply' : 'start';
  if (!(await mayOnBoard({ services, actor: author.actor }, boardId, right))) return false;
  if ((await services.limiter.take(ofOne, { key: `${author.actor.id} ${boardId}`, isTogether: false })) > 0)
    return false;
  const counted = budget(`newOnBoard${most}`, { per: 'person', points: most, seconds: 60, isFixed: true });
  if ((await services.limiter.take(counted, { key: boardId, isTogether: false })) === 0) return false;
  await beginFlood(services, boardId);
  return true;
}

/** Of a command only the end of its id is compared: another one is let through by none that was published. */
function isThat(before: HeldRecord, { author, commandId, name, input }: Post): boolean {
  if (before.personId !== author.actor.id || before.commandId !== commandId || before.command !== name) return false;
  return before.input === null || isDeepStrictEqual(before.input, input);
}

async function whatBecameOf(post: Post, { state, reasons }: HeldRecord): Promise<Verdict> {
  switch (state) {
    case 'published':
      return {};
    case 'refused':
      return { stop: { error: heldError('held-refused') } };
    case 'withdrawn':
      return { stop: { error: heldError('held-withdrawn') } };
    case 'waiting':
    case 'publishing':
      return { stop: await stopOf(post, reasons) };
  }
}

async function stopOf(post: Post, reasons: readonly HoldReason[]): Promise<Stop> {
  const { author, name, input } = post;
  if (!isWaiting(name) || post.boardId === null) return { error: heldError('cannot-wait') };
  // A record of it would say who wrote it.
  if (Object(input).unnamed === true) return { error: heldError('cannot-wait-unnamed') };
  const id = idFrom(post.commandId);
  const most = heldLimits.each;
  if ((await countWaiting(author.actor.id)) >= most && !(await findHeld(id)))
    return { error: heldError('too-many-held', { params: { most } }) };
  const record: HeldRecord = {
    ...{ _id: id, commandId: post.commandId, personId: author.actor.id, by: author.byline },
    ...{ command: name, input, boardId: post.boardId, threadId: post.threadId, reasons },
    ...{ state: 'waiting', at: post.services.clock.now(), turn: 0, decision: null, place: null },
    ...{ isListed: false, endsAt: null },
  };
  return {
    error: heldError('held'),
    async keep() {
      await putHeld(record);
      await list(post.services, record);
    },
  };
}

function isWaiting(name: string): name is WaitingCommand {
  return WAITING_COMMANDS.some((one) => one === name);
}
