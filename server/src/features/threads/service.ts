import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/threads/commands';
import { threadError } from '@hearth/shared/threads/errors';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { isStaff } from '@hearth/shared/kernel/access';
import { threadLimits } from '@hearth/shared/threads/limits';
import { isAuthor, mayDeletePost, mayEditPost, mayStartThread } from '@hearth/shared/threads/policy';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import { expectAggregate } from '../../streams/commit.ts';
import type { EventRecord } from '../../streams/definition.ts';
import { mayReadBoard, presentBoard, requireBoard } from '../boards/access.ts';
import { dropPictures, picturesFor } from '../files/access.ts';
import { withAnswer } from './answer.ts';
import { excerptOf } from './markdown/excerpt.ts';
import { renderer } from './markdown/renderer.ts';
import { ownReads } from './own-reads.ts';
import { subjectOfPost } from './pictures.ts';
import { presentPost, presentThread } from './present.ts';
import { markReadTo } from './read-marks.ts';
import { findPost, type PostRecord, type ThreadRecord } from './store.ts';
import { threads, type ThreadData } from './stream.ts';

type Changed = OutputOf<typeof contract.reply>;

export async function start(context: Context, input: InputOf<typeof contract.startThread>): Promise<Changed> {
  const { actor, byline } = requirePerson(context);
  const board = presentBoard(await requireBoard(context, input.boardId));
  if (!mayStartThread(actor, board)) throw commonError('not-allowed');

  const id = idFrom(context.commandId);
  const html = await context.services.use(renderer).render(input.text);
  const event = await commitAs(context, threads, id, async (aggregate) => {
    if (aggregate) throw commonError('id-taken');
    const at = context.services.clock.now();
    return {
      thread: {
        boardId: input.boardId,
        title: input.title,
        language: input.language,
        by: byline,
        startedAt: at,
        lastNo: 1,
        lastPostAt: at,
        excerpt: excerptOf(html),
      },
      post: { ...(await newPost(context, 1, input, html)), at },
    };
  });
  return posted(context, id, event);
}

export async function reply(context: Context, input: InputOf<typeof contract.reply>): Promise<Changed> {
  requirePerson(context);
  const rendered = await renderedFor(context, input);
  const decide = async (aggregate: ThreadRecord | null): Promise<ThreadData> => {
    const thread = await requireThread(context, aggregate);
    if ((input.inReplyTo ?? 0) > thread.lastNo) throw commonError('no-such-thing');
    const post = await newPost(context, thread.lastNo + 1, input, await rendered());
    return { thread: { ...fieldsOf(thread), lastNo: post.no, lastPostAt: post.at }, post };
  };
  const event = await commitAs(context, threads, input.threadId, decide, { isBatchable: true });
  return posted(context, input.threadId, event);
}

export async function edit(context: Context, input: InputOf<typeof contract.editPost>): Promise<Changed> {
  requirePerson(context);
  const rendered = await renderedFor(context, input, async () => {
    const post = await findPost(input.threadId, input.no);
    return post !== null && mayEditPost(context.actor, post);
  });
  let before: PostRecord['pictures'];
  const changed = await changePost(context, input, async (post) => {
    if (!mayEditPost(context.actor, post)) throw commonError('not-yours');
    if (post.deletedAt) throw threadError('already-deleted');
    const pictures = input.pictures && (await picturesFor(context, input.pictures, post.pictures));
    before = post.pictures;
    const words = { text: input.text, html: await rendered(), ...(pictures && { pictures }) };
    const now = context.services.clock.now();
    const isUnseen = now.getTime() - post.at.getTime() < threadLimits.graceMs;
    return { ...post, ...words, editedAt: isUnseen ? post.editedAt : now };
  });
  if (before && input.pictures)
    await dropPictures(context.services, subjectOfPost(input.threadId, input), before, input.pictures);
  return changed;
}

export async function remove(context: Context, input: InputOf<typeof contract.deletePost>): Promise<Changed> {
  const { actor } = requirePerson(context);
  return changePost(context, input, (post) => {
    if (!mayDeletePost(actor, post)) throw commonError('not-yours');
    // A moderator's word stands over the author's, who could bring it back.
    const isTakenOver = isStaff(actor) && !isAuthor(actor, post) && post.deletedBy === post.by?.personId;
    if (post.deletedAt && !isTakenOver) throw threadError('already-deleted');
    return { ...post, deletedAt: context.services.clock.now(), deletedBy: actor.id };
  });
}

export async function restore(context: Context, input: InputOf<typeof contract.restorePost>): Promise<Changed> {
  const { actor } = requirePerson(context);
  return changePost(context, input, (post) => {
    if (!isStaff(actor) && !(isAuthor(actor, post) && post.deletedBy === actor.id)) throw commonError('not-yours');
    // What its author has taken along does not come back.
    if (!post.by && post.html === '') throw commonError('no-such-thing');
    return { ...post, deletedAt: null, deletedBy: null };
  });
}

export async function markRead(
  context: Context,
  input: InputOf<typeof contract.markRead>,
): Promise<OutputOf<typeof contract.markRead>> {
  const { actor } = requirePerson(context);
  const thread = await requireThread(context, await threads.findAggregate(input.threadId));
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
    const held = await findPost(threadId, no);
    if (!held) throw commonError('no-such-thing');
    const { threadId: _thread, rev, ...post } = await change(held, thread);
    const excerpt = no === 1 ? excerptOf(post.deletedAt ? '' : post.html) : thread.excerpt;
    const answered = withAnswer(thread, answerOf(held, thread), post);
    return { thread: { ...fieldsOf(thread), excerpt, ...answered }, post, replaces: rev };
  });
  return present(threadId, event);
}

async function posted(context: Context, id: string, event: EventRecord<ThreadData> | null): Promise<Changed> {
  const { actor } = requirePerson(context);
  const no = event?.data.post.no ?? 1;
  if (no > 1) context.services.use(ownReads).add(actor.id, id, no);
  else await markReadTo(context.services, actor.id, id, no);
  return present(id, event);
}

/** The thread, or the refusal that says it does not exist: for whoever may not read its board, it does not. */
async function requireThread(context: Context, thread: ThreadRecord | null): Promise<ThreadRecord> {
  if (!thread) throw commonError('no-such-thing');
  await requireBoard(context, thread.boardId);
  return thread;
}

/**
 * Renders before the words have their turn in the thread, where nobody waits for it; but not for whoever may not post them, as
 * a long text costs more than all else about a command. That is only a first look: the commit decides, knows whether the
 * command has run before, and renders where the look was wrong.
 */
async function renderedFor(
  context: Context,
  { threadId, text }: { threadId: string; text: string },
  isOwn: () => Promise<boolean> | true = () => true,
): Promise<() => Promise<string>> {
  const render = () => context.services.use(renderer).render(text);
  const thread = await expectAggregate(context.services.streams, threads, threadId);
  if (!thread || !(await mayReadBoard(context, thread.boardId)) || !(await isOwn())) return render;
  const html = await render();
  return () => Promise.resolve(html);
}

async function newPost(
  context: Context,
  no: number,
  { text, pictures = [], inReplyTo }: Omit<InputOf<typeof contract.reply>, 'threadId'>,
  html: string,
): Promise<ThreadData['post']> {
  return {
    no,
    key: idFrom(context.commandId),
    by: requirePerson(context).byline,
    at: context.services.clock.now(),
    editedAt: null,
    deletedAt: null,
    deletedBy: null,
    text,
    html,
    ...(inReplyTo && { inReplyTo }),
    ...(pictures.length > 0 && { pictures: await picturesFor(context, pictures) }),
  };
}

function fieldsOf({ _id, seq: _seq, mark: _mark, ...fields }: ThreadRecord): ThreadData['thread'] {
  return fields;
}

function present(id: string, event: EventRecord<ThreadData> | null): Changed {
  if (!event) throw commonError('internal');
  const { seq, mark, data } = event;
  return {
    thread: presentThread({ ...data.thread, _id: id, seq, mark }),
    post: presentPost({ ...data.post, threadId: id, rev: seq }),
  };
}
