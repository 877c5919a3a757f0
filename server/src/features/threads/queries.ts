import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { boardLimits } from '@hearth/shared/boards/limits';
import { threadLimits } from '@hearth/shared/threads/limits';
import { isAuthor } from '@hearth/shared/threads/policy';
import type * as contract from '@hearth/shared/threads/queries';
import { personIdOf, type QueryContext } from '../../request/context.ts';
import { findBoard, presentBoard, readableBoards, requireBoard, type BoardRecord } from '../boards/access.ts';
import { attachedOf } from '../files/access.ts';
import { renderer } from './markdown/renderer.ts';
import { shownReadNos } from '../unread/access.ts';
import { runWith } from './page.ts';
import { presentPost, presentThread } from './present.ts';
import { readNoOf } from './read-marks.ts';
import { findPost, findThread, readPosts, readRows, type ThreadRecord } from './store.ts';

type Get = typeof contract.getThread;
type GetBoard = typeof contract.getBoard;

/** The thread is read first, so what is shown is at least as new as the position says (promise L3). */
export async function getThread(context: QueryContext, input: InputOf<Get>): Promise<OutputOf<Get>> {
  const thread = await findThread(input.threadId);
  if (!thread) throw commonError('no-such-thing');
  const board = await requireBoard(context, thread.boardId);

  const personId = personIdOf(context.actor);
  const readNo = personId ? await readNoOf(context, personId, thread._id) : null;
  const wanted = Math.min(input.from ?? input.around ?? (readNo ?? 0) + 1, thread.lastNo);
  const posts = await readPosts(thread._id, wanted === input.from ? wanted : firstOfPage(wanted), threadLimits.page);
  const shown = posts.filter((post) => post.no <= thread.lastNo).map(presentPost);
  const { id, name, kind } = presentBoard(board);
  return {
    board: { id, name, kind },
    thread: presentThread(thread),
    posts: runWith(shown, wanted),
    readNo,
    position: { seq: thread.seq, mark: thread.mark },
  };
}

/**
 * Another one whenever {@link getThread} would answer otherwise; refused where that would be. Of the reader it says how far
 * they have read, and that is all that the answer depends on.
 */
export async function versionOfThread(context: QueryContext, input: InputOf<Get>): Promise<string> {
  const personId = personIdOf(context.actor);
  const [thread, readNo] = await Promise.all([
    findThread(input.threadId),
    personId ? readNoOf(context, personId, input.threadId) : null,
  ]);
  if (!thread) throw commonError('no-such-thing');
  const { name, kind } = await requireBoard(context, thread.boardId);
  return JSON.stringify([thread.seq, thread.mark, name, kind, readNo]);
}

/** Pages begin at 1, 51, 101 … so that their addresses stay true while the thread grows; of long posts, see {@link runWith}. */
function firstOfPage(no: number): number {
  return Math.floor((no - 1) / threadLimits.page) * threadLimits.page + 1;
}

export async function getBoard(context: QueryContext, input: InputOf<GetBoard>): Promise<OutputOf<GetBoard>> {
  await requireBoard(context, input.boardId);
  const board = await findBoard(input.boardId);
  if (!board) throw commonError('no-such-thing');

  const before = input.before ? { at: new Date(input.before.at), id: input.before.id } : null;
  const rows = await readRows(board._id, before, boardLimits.page + 1, input.unsolved);
  const shown = rows.slice(0, boardLimits.page);
  return {
    board: presentBoard(board),
    rows: shown.map(presentThread),
    more: rows.length > shown.length,
    read: await shownReadNos(context, shown),
    position: { seq: board.seq, mark: board.mark },
  };
}

export async function getPostSource(
  context: QueryContext,
  input: InputOf<typeof contract.getPostSource>,
): Promise<OutputOf<typeof contract.getPostSource>> {
  const thread = await findThread(input.threadId);
  if (!thread) throw commonError('no-such-thing');
  await requireBoard(context, thread.boardId);
  const post = await findPost(input.threadId, input.no);
  if (!post || post.deletedAt) throw commonError('no-such-thing');
  if (!isAuthor(context.actor, post)) throw commonError('not-yours');
  return { text: post.text, pictures: attachedOf(post.pictures) };
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
  const rows = await latestRows(context, most);
  return rows.slice(0, most).map(presentRow);
}

interface Row {
  readonly row: ThreadRecord;
  readonly board: BoardRecord;
}

/** The latest threads of each board one may read, those of all boards in order. */
async function latestRows(context: QueryContext, perBoard: number): Promise<readonly Row[]> {
  const boards = await readableBoards(context);
  const rows = await Promise.all(
    boards.map(async (board) => (await readRows(board._id, null, perBoard)).map((row) => ({ row, board }))),
  );
  return rows
    .flat()
    .sort((a, b) => b.row.lastPostAt.getTime() - a.row.lastPostAt.getTime() || a.row._id.localeCompare(b.row._id));
}

function presentRow({ row, board }: Row) {
  const { id, name } = presentBoard(board);
  return { thread: presentThread(row), board: { id, name } };
}
