import { randomBytes } from 'node:crypto';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/threads/commands';
import { anonymousError } from '@hearth/shared/anonymous/errors';
import type { BoardRight } from '@hearth/shared/boards/rights';
import { newlyAddressedIn } from '@hearth/shared/mentions/address';
import { threadError } from '@hearth/shared/threads/errors';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { pollError } from '@hearth/shared/polls/errors';
import { mayCloseAt } from '@hearth/shared/polls/policy';
import { mayEditPost } from '@hearth/shared/threads/policy';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import { expectAggregate } from '../../streams/commit.ts';
import type { EventRecord } from '../../streams/definition.ts';
import { aliasFor, keepAsker } from '../anonymous/access.ts';
import { mayOnBoard, requireBoard, requireRight } from '../boards/access.ts';
import { namedIn } from '../mentions/access.ts';
import { attachedFor, dropFiles } from '../files/access.ts';
import { chosen, requireAsked } from '../tags/access.ts';
import { withAnswer } from './answer.ts';
import { asks, isAuthorOf, signedIn } from './authorship.ts';
import { cardsFor, dropCards } from './cards.ts';
import {
  fieldsOf,
  isUnseen,
  presentChanged,
  requireHere,
  requireOpen,
  requireOpenFor,
  requireThread,
  withPost,
  type NewPost,
} from './deciding.ts';
import { excerptOf } from './markdown/excerpt.ts';
import { renderer } from './markdown/renderer.ts';
import { ownReads } from './own-reads.ts';
import { subjectOfPost } from './pictures.ts';
import { markReadTo } from './read-marks.ts';
import { requireNotTooSoon } from './slow.ts';
import { findPost, type PostRecord, type ThreadRecord } from './store.ts';
import { threads, type ThreadData } from './stream.ts';

type Changed = OutputOf<typeof contract.reply>;

export async function start(context: Context, input: InputOf<typeof contract.startThread>): Promise<Changed> {
  const { byline, actor } = requirePerson(context);
  const board = await requireRight(context, input.boardId, 'start');
  await requireAttaching(context, input.boardId, input);

  const id = idFrom(context.commandId);
  const named = await namedIn(context, input.text);
  const html = await context.services.use(renderer).render(named.text);
  const alias = input.unnamed ? { askerId: id, ...(await aliasFor(context.services, board, byline)) } : null;
  const signed = alias ? { by: null, alias } : { by: byline };
  const event = await commitAs(context, threads, id, async (aggregate) => {
    if (aggregate) throw commonError('id-taken');
    await named.requireMay();
    const tags = await chosen(context.services, input.tags ?? []);
    await requireAsked(context.services, board, tags);
    const post = await newPost(context, 1, { ...input, text: named.text }, html, signed);
    if (alias) await keepAsker(context.services, id, actor.id);
    const at = context.services.clock.now();
    return {
      thread: {
        boardId: input.boardId,
        title: input.title,
        language: input.language,
        ...signed,
        startedAt: at,
        lastNo: 1,
        lastPostAt: at,
        excerpt: excerptOf(html),
        ...(tags.length > 0 && { tags }),
      },
      post: { ...post, at },
    };
  });
  return posted(context, id, event);
}

export async function reply(context: Context, input: InputOf<typeof contract.reply>): Promise<Changed> {
  const { byline } = requirePerson(context);
  const named = await namedIn(context, input.text);
  const given = { ...input, text: named.text };
  const known = await expectAggregate(context.services.streams, threads, input.threadId);
  const rendered = await renderedFor(context, given.text, { thread: known, right: 'reply' });
  const decide = async (aggregate: ThreadRecord | null): Promise<ThreadData> => {
    const thread = await requireThread(context, aggregate, 'reply');
    requireHere(thread);
    await requireOpen(context, thread);
    if ((input.inReplyTo ?? 0) > thread.lastNo) throw commonError('no-such-thing');
    await requireAttaching(context, thread.boardId, input);
    await named.requireMay();
    const signed = input.unnamed ? await signedIn(context, thread) : { by: byline };
    if (input.unnamed && !signed.alias) throw commonError('not-yours');
    await requireNotTooSoon(context, thread, signed);
    const post = await newPost(context, thread.lastNo + 1, given, await rendered(), signed);
    return { thread: withPost(thread, post), post };
  };
  // In slow mode it is asked what somebody wrote just before, which those that wait beside it do not know.
  const isBatchable = !known?.slowMinutes;
  const event = await commitAs(context, threads, input.threadId, decide, { isBatchable });
  return posted(context, input.threadId, event);
}

export async function edit(context: Context, input: InputOf<typeof contract.editPost>): Promise<Changed> {
  requirePerson(context);
  const named = await namedIn(context, input.text);
  const known = await expectAggregate(context.services.streams, threads, input.threadId);
  const isOwn = async () => {
    const post = await findPost(input.threadId, input.no);
    return post !== null && isAuthorOf(context, post);
  };
  const rendered = await renderedFor(context, named.text, { thread: known, right: 'read', isOwn });
  let before: Pick<PostRecord, 'pictures' | 'files' | 'cards'> = {};
  let cards: PostRecord['cards'];
  const changed = await changePost(context, input, async (post, thread) => {
    if (!mayEditPost(context.actor, post, await asks(context, post))) throw commonError('not-yours');
    if (post.deletedAt) throw threadError('already-deleted');
    await requireOpenFor(context, thread, post);
    await named.requireMay(post.text);
    await requireAttaching(context, thread.boardId, { ...addedTo(post, input), unnamed: post.alias !== undefined });
    const attached = await attachedFor(context, input, post);
    before = post;
    if (post.cards) cards = await cardsFor(context, named.text, post.cards);
    const words = { text: named.text, html: await rendered(), ...attached, ...(cards && { cards }) };
    return { ...post, ...words, editedAt: isUnseen(context, post) ? post.editedAt : context.services.clock.now() };
  });
  const subject = subjectOfPost(input.threadId, input);
  if (input.pictures) await dropFiles(context.services, subject, before.pictures, input.pictures);
  if (input.files) await dropFiles(context.services, subject, before.files, input.files);
  await dropCards(context.services, input, before.cards, cards);
  return changed;
}

export async function markRead(
  context: Context,
  input: InputOf<typeof contract.markRead>,
): Promise<OutputOf<typeof contract.markRead>> {
  const { actor } = requirePerson(context);
  const thread = await threads.findAggregate(input.threadId);
  if (!thread) throw commonError('no-such-thing');
  await requireBoard(context, thread.boardId);
  return { no: await markReadTo(context.services, actor.id, input.threadId, Math.min(input.no, thread.lastNo)) };
}

/** Changes one post on the newest state of its thread; the thread's excerpt and its answer follow it. */
export async function changePost(
  context: Context,
  { threadId, no }: { threadId: string; no: number },
  change: (post: PostRecord, thread: ThreadRecord) => PostRecord | Promise<PostRecord>,
  answerOf: (post: PostRecord, thread: ThreadRecord) => ThreadRecord['answer'] = (_post, { answer }) => answer,
): Promise<Changed> {
  requirePerson(context);
  const event = await commitAs(context, threads, threadId, async (aggregate) => {
    const thread = await requireThread(context, aggregate);
    requireHere(thread, no);
    const held = await findPost(threadId, no);
    if (!held || held.note) throw commonError('no-such-thing');
    const { threadId: _thread, rev, ...post } = await change(held, thread);
    const excerpt = no === 1 ? excerptOf(post.deletedAt ? '' : post.html) : thread.excerpt;
    const answered = withAnswer(thread, answerOf(held, thread), post);
    const addresses = newlyAddressedIn(post.text, held.text);
    return {
      thread: { ...fieldsOf(thread), excerpt, ...answered },
      post,
      replaces: rev,
      ...(addresses.length > 0 && { addresses }),
    };
  });
  return presentChanged(threadId, event);
}

async function posted(context: Context, id: string, event: EventRecord<ThreadData> | null): Promise<Changed> {
  const { actor } = requirePerson(context);
  const no = event?.data.post?.no ?? 1;
  // Nothing is noted of whoever wrote without a name; like everybody they have read it once they have seen it.
  if (event?.data.post?.alias) return presentChanged(id, event);
  if (no > 1) context.services.use(ownReads).add(actor.id, id, no);
  else await markReadTo(context.services, actor.id, id, no);
  return presentChanged(id, event);
}

type Attaching = Pick<InputOf<typeof contract.reply>, 'pictures' | 'files'>;

/** What an edit puts below the words that was not there. */
function addedTo({ pictures = [], files = [] }: PostRecord, given: Attaching): Attaching {
  const held = new Set([...pictures, ...files].map(({ fileId }) => fileId));
  return {
    pictures: given.pictures?.filter(({ fileId }) => !held.has(fileId)),
    files: given.files?.filter(({ fileId }) => !held.has(fileId)),
  };
}

/** Pictures and files have a right of their own, and an owner, whom they name. */
async function requireAttaching(
  context: Context,
  boardId: string,
  { pictures = [], files = [], unnamed = false }: Attaching & { readonly unnamed?: boolean | undefined },
): Promise<void> {
  if (pictures.length + files.length === 0) return;
  if (unnamed) throw anonymousError('no-pictures-unnamed');
  await requireRight(context, boardId, 'attach');
}

interface FirstLook {
  readonly thread: ThreadRecord | null;
  readonly right: BoardRight;
  readonly isOwn?: () => Promise<boolean> | true;
}

/**
 * Renders before the words have their turn in the thread, where nobody waits for it; but not for whoever may not post them, as
 * a long text costs more than all else about a command. That is only a first look: the commit decides, knows whether the
 * command has run before, and renders where the look was wrong.
 */
async function renderedFor(
  context: Context,
  text: string,
  { thread, right, isOwn = () => true }: FirstLook,
): Promise<() => Promise<string>> {
  const render = () => context.services.use(renderer).render(text);
  if (!thread || !(await mayOnBoard(context, thread.boardId, right)) || !(await isOwn())) return render;
  const html = await render();
  return () => Promise.resolve(html);
}

async function newPost(
  context: Context,
  no: number,
  { text, pictures = [], files = [], inReplyTo, poll }: Omit<InputOf<typeof contract.reply>, 'threadId'>,
  html: string,
  signed: Pick<PostRecord, 'by' | 'alias'>,
): Promise<NewPost> {
  const at = context.services.clock.now();
  if (poll && !mayCloseAt(poll.closesAt, at.getTime())) throw pollError('poll-in-past');
  return {
    no,
    key: idFrom(context.commandId),
    ...signed,
    at,
    editedAt: null,
    deletedAt: null,
    deletedBy: null,
    text,
    html,
    ...(inReplyTo && { inReplyTo }),
    ...(poll && { poll: { ...poll, id: randomBytes(8).toString('hex') } }),
    ...(await attachedFor(context, {
      ...(pictures.length > 0 && { pictures }),
      ...(files.length > 0 && { files }),
    })),
  };
}
