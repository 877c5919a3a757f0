import { heldBelow } from '@hearth/shared/held/entity';
import { commonError } from '@hearth/shared/kernel/errors';
import { cut } from '@hearth/shared/kernel/graphemes';
import type { ReportSubject, ReviewShown } from '@hearth/shared/review/entity';
import { reviewLimits } from '@hearth/shared/review/limits';
import type { Reader } from '../../request/context.ts';
import { readActive } from '../accounts/access.ts';
import { mayOnBoard, presentBoard, readableBoards } from '../boards/access.ts';
import { boardOf, findHeld, stateOf, writtenIn } from '../held/access.ts';
import { audienceIn, findQuestion, findRoom, findShownQuestion } from '../rooms/access.ts';
import {
  boardFor as boardOfPost,
  findThread,
  findWherever,
  isHidden,
  presentPost,
  presentThread,
  type PostRecord,
} from '../threads/access.ts';
import type { ReviewRecord } from './store.ts';

const NOTHING: ReviewShown = {
  ...{ path: null, title: null, language: null, board: null, by: null, at: null },
  ...{ text: '', missing: 'erased' },
};

type Subject = ReviewRecord['subject'];

/** What it is about, as the reader may see it now. Where that is nothing, `missing` says so. */
export async function shownTo(reader: Reader, subject: Subject, boardId: string | null = null): Promise<ReviewShown> {
  switch (subject?.kind) {
    case 'post':
      return showPost(reader, subject);
    case 'question':
      return showQuestion(reader, subject);
    case 'person':
      return showPerson(subject);
    case 'held':
      return showHeld(reader, subject, boardId);
    case 'page':
      return showPage(reader, subject, boardId);
    case undefined:
      return NOTHING;
  }
}

async function boardFor(reader: Reader, id: string | null): Promise<ReviewShown['board']> {
  const found = id && (await readableBoards(reader)).find(({ _id }) => _id === id);
  if (!found) return null;
  const board = presentBoard(found);
  return { id: board.id, name: board.name };
}

/** A deleted post is not shown to moderators either: whoever has to see it can bring it back. */
async function showPost(reader: Reader, { threadId, no }: Extract<Subject, { kind: 'post' }>): Promise<ReviewShown> {
  const found = await findWherever(threadId, no);
  const post = found?.post ?? null;
  const board = found && (await boardFor(reader, await boardOfPost(reader, found.thread, post)));
  if (!board || !post || post.note) return NOTHING;
  const { by, alias, at, deleted, html } = presentPost(post);
  const { id, title, language } = presentThread(found.thread);
  // A thread that stands nowhere has no page.
  const path = found.thread.withheldFrom ? null : pathOf({ threadId: id, no: post.no });
  const place = { path, title, language, board };
  const signed = { by: post.purged ? null : by, ...(alias && { alias }) };
  if (isHidden(post) && !post.purged)
    return { ...place, ...signed, at: post.at.toISOString(), ...(await behind(reader, post, board.id)) };
  const missing = post.purged ? 'purged' : deleted ? 'deleted' : null;
  return { ...place, ...signed, at, text: plainOf(html), missing };
}

/** What is hidden because it was reported moderators read, who are to decide; nobody else. */
async function behind(
  reader: Reader,
  { html, poll, pictures = [], files = [] }: PostRecord,
  boardId: string,
): Promise<Pick<ReviewShown, 'text' | 'missing' | 'hidden'>> {
  if (!(await mayOnBoard(reader, boardId, 'moderate'))) return { text: '', missing: 'hidden' };
  return {
    text: plainOf(html),
    missing: null,
    hidden: heldBelow.parse({
      pictures: pictures.map(({ fileId, alt }) => ({ fileId, alt })),
      files: files.map(({ fileId, name }) => ({ fileId, name })),
      poll: poll ? { question: poll.question, options: poll.options } : null,
    }),
  };
}

/** As its author wrote it: it was rendered for nobody yet. */
async function showHeld(
  reader: Reader,
  { heldId }: Extract<Subject, { kind: 'held' }>,
  boardId: string | null,
): Promise<ReviewShown> {
  const record = await findHeld(heldId);
  const board = await boardFor(reader, record ? await boardOf(record) : boardId);
  if (!record || !board) return { ...NOTHING, board };
  const { title, text, language, ...below } = writtenIn(record);
  const thread = record.threadId === null ? null : await findThread(record.threadId);
  const { place, state, reasons, decision, by, at } = record;
  const stands = state === 'published' ? place : null;
  const path = stands ? pathOf(stands) : thread ? `/t/${thread._id}` : null;
  return {
    ...{ path, title: thread?.title ?? title, language: thread?.language ?? language, board, by },
    ...{ at: at.toISOString(), text: cut(text, WORDS), missing: record.input === null ? 'deleted' : null },
    held: {
      ...{ reasons: [...reasons], state: stateOf(record), refusal: decision?.refusal ?? null },
      ...{ pictures: below.pictures, files: below.files, poll: below.poll },
    },
  };
}

function pathOf({ threadId, no }: { readonly threadId: string; readonly no: number }): string {
  return `/t/${threadId}?post=${no}#post-${no}`;
}

async function showQuestion(
  { actor }: Reader,
  { roomId, questionId }: Extract<Subject, { kind: 'question' }>,
): Promise<ReviewShown> {
  const [room, question] = await Promise.all([findRoom(roomId), findQuestion(roomId, questionId)]);
  if (!room || !question || audienceIn(actor, room) === null) return NOTHING;
  const isThere = (await findShownQuestion(actor, room, questionId)) !== null;
  const { by, askedAt, text } = question;
  return {
    path: `/rooms/${roomId}`,
    ...{ title: room.title, language: room.language, board: null, by, at: askedAt.toISOString() },
    text: isThere ? cut(text, WORDS) : '',
    missing: isThere ? null : 'deleted',
  };
}

async function showPage(
  reader: Reader,
  { path, personId }: Extract<Subject, { kind: 'page' }>,
  boardId: string | null,
): Promise<ReviewShown> {
  const [person] = personId ? await readActive([personId]) : [];
  return { ...NOTHING, path, board: await boardFor(reader, boardId), by: person?.byline ?? null, missing: null };
}

async function showPerson({ personId }: Extract<Subject, { kind: 'person' }>): Promise<ReviewShown> {
  const [person] = await readActive([personId]);
  return { ...NOTHING, path: `/people/${personId}`, by: person?.byline ?? null, missing: person ? null : 'erased' };
}

/** As much of a post as a moderator reads before they open it. */
export const WORDS = 4_000;

/** Cleaned HTML has a `<` nowhere but where a tag begins. Shown as text. */
function plainOf(html: string): string {
  const text = html.replace(/<\/(p|li|h3|h4|blockquote|td|th)>|<br(?: \/)?>/g, '\n').replace(/<[^<>]*>/g, '');
  return cut(decoded(text).trim(), WORDS);
}

function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** The same, as short as a row of the queue. */
export function inShort(shown: ReviewShown): ReviewShown {
  return { ...shown, text: cut(shown.text.replace(/\s+/g, ' '), reviewLimits.excerpt) };
}

/** What one may not see one cannot report; nor what is not there any more. */
export async function requireShown(reader: Reader, subject: ReportSubject): Promise<ReviewShown> {
  const shown = await shownTo(reader, subject);
  if (shown.missing) throw commonError('no-such-thing');
  return shown;
}
