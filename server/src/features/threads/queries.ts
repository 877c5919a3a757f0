import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { boardLimits } from '@hearth/shared/boards/limits';
import { threadLimits } from '@hearth/shared/threads/limits';
import type * as contract from '@hearth/shared/threads/queries';
import { personIdOf, type QueryContext } from '../../request/context.ts';
import { asksIn } from '../anonymous/access.ts';
import {
  findBoard,
  mayOf,
  parentOf,
  presentBoard,
  presentOpenings,
  readableBoards,
  requireBoard,
  type BoardRecord,
} from '../boards/access.ts';
import { attachedOf, postedFilesOf } from '../files/access.ts';
import { mutedAmong } from '../follows/access.ts';
import { renderer } from './markdown/renderer.ts';
import { shownReadNos } from '../unread/access.ts';
import { readActiveThreads } from './active-store.ts';
import { isAuthorOf } from './authorship.ts';
import { runWith } from './page.ts';
import { presentPost, presentThread } from './present.ts';
import { readPinned } from './pinned-store.ts';
import { readNoOf } from './read-marks.ts';
import { findPost, findThread, readPosts, readRows, type ThreadRecord } from './store.ts';
import { readTagged } from './tagged-store.ts';
import { readByVotes } from './voted-store.ts';

type Get = typeof contract.getThread;
type GetBoard = typeof contract.getBoard;

/** The thread is read first, so what is shown is at least as new as the position says (promise L3). */
export async function getThread(context: QueryContext, input: InputOf<Get>): Promise<OutputOf<Get>> {
  const thread = await findThread(input.threadId);
  if (!thread) throw commonError('no-such-thing');
  const board = await requireBoard(context, thread.boardId);

  const personId = personIdOf(context.actor);
  const asks = await asksIn(context, thread.alias);
  const readNo = personId ? await readNoOf(context, personId, thread._id) : null;
  const wanted = Math.min(input.from ?? input.around ?? (readNo ?? 0) + 1, thread.lastNo);
  const posts = await readPosts(thread._id, wanted === input.from ? wanted : firstOfPage(wanted), threadLimits.page);
  const shown = posts.filter((post) => post.no <= thread.lastNo).map(presentPost);
  const { id, name, kind } = presentBoard(board);
  return {
    board: { id, name, kind, quietDays: board.quietDays ?? null, ...(await parentOf(context, board)) },
    may: mayOf(context, board),
    thread: presentThread(thread),
    posts: runWith(shown, wanted),
    readNo,
    ...(asks && { asks }),
    position: { seq: thread.seq, mark: thread.mark },
  };
}

/**
 * Another one whenever {@link getThread} would answer otherwise; refused where that would be. Of the reader it says how far
 * they have read and what they may do, and that is all that the answer depends on.
 */
export async function versionOfThread(context: QueryContext, input: InputOf<Get>): Promise<string> {
  const personId = personIdOf(context.actor);
  const [thread, readNo] = await Promise.all([
    findThread(input.threadId),
    personId ? readNoOf(context, personId, input.threadId) : null,
  ]);
  if (!thread) throw commonError('no-such-thing');
  const board = await requireBoard(context, thread.boardId);
  return JSON.stringify([
    thread.seq,
    thread.mark,
    board.name,
    board.kind,
    board.quietDays,
    await parentOf(context, board),
    readNo,
    mayOf(context, board),
    await asksIn(context, thread.alias),
  ]);
}

/** Pages begin at 1, 51, 101 … so that their addresses stay true while the thread grows; of long posts, see {@link runWith}. */
function firstOfPage(no: number): number {
  return Math.floor((no - 1) / threadLimits.page) * threadLimits.page + 1;
}

export async function getBoard(context: QueryContext, input: InputOf<GetBoard>): Promise<OutputOf<GetBoard>> {
  await requireBoard(context, input.boardId);
  const board = await findBoard(input.boardId);
  if (!board) throw commonError('no-such-thing');

  const isWanted = ({ answerNo, tags }: ThreadRecord) =>
    (!input.unsolved || !answerNo) && (!input.tag || tags?.includes(input.tag));
  const pinned = input.before ? [] : (await readPinned(board._id, boardLimits.page - 1)).filter(isWanted);
  const room = boardLimits.page - pinned.length;
  const others: Others = { pin: null, ...(input.unsolved && { answerNo: null }) };
  const rows = await rowsOf(input, board._id, room + 1, others);
  const shown = [...pinned, ...rows.slice(0, room)];
  return {
    board: presentBoard(board),
    ...(await parentOf(context, board)),
    may: mayOf(context, board),
    openings: presentOpenings(board),
    rows: shown.map(presentThread),
    more: rows.length > room,
    read: await shownReadNos(context, shown),
    position: { seq: board.seq, mark: board.mark },
  };
}

interface Others {
  readonly pin: null;
  readonly answerNo?: null;
}

function rowsOf({ by, tag, before }: InputOf<GetBoard>, id: string, most: number, others: Others) {
  const last = before ? { at: new Date(before.at), id: before.id, votes: before.votes ?? 0 } : null;
  if (by) return readByVotes(id, last, most);
  return tag ? readTagged(tag, [id], last, most, others) : readRows(id, last, most, others);
}

export async function getPostSource(
  context: QueryContext,
  input: InputOf<typeof contract.getPostSource>,
): Promise<OutputOf<typeof contract.getPostSource>> {
  const thread = await findThread(input.threadId);
  if (!thread) throw commonError('no-such-thing');
  await requireBoard(context, thread.boardId);
  const post = await findPost(input.threadId, input.no);
  if (!post || post.deletedAt || post.note) throw commonError('no-such-thing');
  if (!(await isAuthorOf(context, post))) throw commonError('not-yours');
  return { text: post.text, pictures: attachedOf(post.pictures), files: postedFilesOf(post.files) };
}

/** What is only looked at stands back behind what is posted. */
const PREVIEWS_WAITING = 5;

export async function previewPost(
  context: QueryContext,
  { text }: InputOf<typeof contract.previewPost>,
): Promise<OutputOf<typeof contract.previewPost>> {
  if (!personIdOf(context.actor)) throw commonError('sign-in-first');
  return { html: await context.services.use(renderer).render(text, PREVIEWS_WAITING) };
}

export async function listLatest(
  context: QueryContext,
  { most }: InputOf<typeof contract.listLatest>,
): Promise<OutputOf<typeof contract.listLatest>> {
  const boards = new Map((await readableBoards(context)).map((board) => [board._id, board]));
  for (let wanted = most + SPARE; ; wanted *= 4) {
    const rows = await readActiveThreads([...boards.keys()], BEGINNING, wanted);
    const muted = await mutedIn(context, rows);
    const shown = rows.filter(({ _id }) => !muted.has(_id)).slice(0, most);
    if (shown.length === most || rows.length < wanted || wanted > FAR)
      return shown.flatMap((row) => presentRow(row, boards.get(row.boardId)));
  }
}

/** Before anything was written. */
const BEGINNING = new Date(0);
/** So many rows more are read in the place of those that somebody has muted; then, if that is not enough, four times as many. */
const SPARE = 5;
/** Whoever has muted so much of what came last is shown less. */
const FAR = 500;

/** What the reader does not want to hear of. */
async function mutedIn(
  { services, actor }: QueryContext,
  rows: readonly ThreadRecord[],
): Promise<Pick<ReadonlySet<string>, 'has'>> {
  const personId = personIdOf(actor);
  if (!personId) return new Set();
  const facts = new Map(rows.map(({ _id, by, tags = [] }) => [_id, { startedBy: by?.personId ?? null, tags }]));
  const threads = rows.map(({ _id: id, boardId }) => ({ id, boardId }));
  return mutedAmong(services, personId, threads, async () => facts);
}

function presentRow(row: ThreadRecord, board: BoardRecord | undefined) {
  if (!board) return [];
  const { id, name } = presentBoard(board);
  return [{ thread: presentThread(row), board: { id, name } }];
}
