import { aliasIn } from '@hearth/shared/anonymous/alias';
import { type NamedThread, type Post, type Thread, threadId } from '@hearth/shared/threads/entity';
import type { Note } from '@hearth/shared/threads/note';
import { boardId } from '@hearth/shared/boards/entity';
import { filesHtml } from '@hearth/shared/files/file-html';
import { picturesHtml } from '@hearth/shared/files/picture-html';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { tagId } from '@hearth/shared/tags/entity';
import { pollId } from '@hearth/shared/polls/entity';
import { threadCosts } from '@hearth/shared/threads/limits';
import { isHidden } from './authorship.ts';
import { cardsHtml } from './cards-html.ts';
import { plain } from './markdown/plain.ts';
import type { CardRecord, NoteRecord, PostRecord, PurgeRecord, ThreadRecord } from './model.ts';

export function presentThread(record: ThreadRecord): Thread {
  return {
    id: threadId.parse(record._id),
    boardId: boardId.parse(record.boardId),
    title: record.title,
    language: record.language,
    by: record.by,
    ...(record.alias && { alias: aliasIn(record.alias) }),
    startedAt: record.startedAt.toISOString(),
    lastNo: record.lastNo,
    lastPostAt: record.lastPostAt.toISOString(),
    lastPostNo: record.lastPostNo ?? record.lastNo,
    // Of a thread that was merged the opening post is a note too.
    replies: Math.max(0, record.lastNo - 1 - (record.notes ?? 0)),
    excerpt: record.excerpt,
    answer: presentAnswer(record),
    ...(record.slowMinutes && { slowMinutes: record.slowMinutes }),
    lock: record.lock ? { ...record.lock, at: record.lock.at.toISOString() } : null,
    pinnedUntil: record.pinnedUntil?.toISOString() ?? null,
    tags: (record.tags ?? []).map((id) => tagId.parse(id)),
    ...(record.mergedInto && { merged: true as const }),
    ...(record.noted && { noted: true as const }),
    ...(record.votes && { votes: record.votes }),
    ...(record.ideaState && { ideaState: record.ideaState }),
    rev: record.seq,
  };
}

/** By its name alone, for whoever may be told of it also while it stands nowhere. */
export function presentNamed(record: ThreadRecord): NamedThread {
  const { id, title, language } = presentThread(record);
  return { id, title, language, ...(record.withheldFrom && { isOff: true as const }) };
}

function presentAnswer({ answer, answerNo }: ThreadRecord): Thread['answer'] {
  if (!answer || !answerNo) return null;
  const { no, by, alias, markedBy, markedAs, at } = answer;
  return {
    no,
    by,
    ...(alias && { alias: aliasIn(alias) }),
    markedBy,
    ...(markedAs && { markedAs: aliasIn(markedAs) }),
    at: at.toISOString(),
  };
}

/** The whole id of a command, as keys were before, would let others repeat it: nobody is shown more than its last half. */
function keyOf({ key }: Pick<PostRecord, 'key'>): string {
  return key.length > KEY ? idFrom(key) : key;
}

const KEY = 16;

/** The words of a deleted post are in no answer and no event. */
export function presentPost(record: PostRecord): Post {
  if (record.purged) return presentPurged(record, record.purged);
  if (isHidden(record)) return presentHidden(record);
  const deleted = record.deletedAt !== null;
  const cards = deleted ? [] : shownCards(record);
  return {
    no: record.no,
    key: keyOf(record),
    by: record.by,
    ...(record.alias && { alias: aliasIn(record.alias) }),
    at: record.at.toISOString(),
    editedAt: record.editedAt?.toISOString() ?? null,
    ...(record.inReplyTo && { inReplyTo: record.inReplyTo }),
    ...(record.poll && !deleted && { poll: pollId.parse(record.poll.id) }),
    ...(cards.length > 0 && { cards: cards.length }),
    deleted,
    html: deleted ? '' : htmlOf(record) + picturesHtml(record.pictures) + filesHtml(record.files) + cardsHtml(cards),
    ...(record.note && { note: presentNote(record.note, deleted ? '' : record.text) }),
    rev: record.rev,
  };
}

/** A note in the place of the post. Whose it was is said no more. */
function presentPurged(record: PostRecord, { by, reason, at }: PurgeRecord): Post {
  return {
    ...{ no: record.no, key: keyOf(record), by, at: at.toISOString(), editedAt: null, deleted: true, html: '' },
    note: { kind: 'purged', reason },
    rev: record.rev,
  };
}

/** A note in the place of the post, which stays whose it was: nobody else has done anything. */
function presentHidden(record: PostRecord): Post {
  const { no, by, alias, at, deletedAt, rev } = record;
  return {
    ...{ no, key: keyOf(record), by, ...(alias && { alias: aliasIn(alias) }) },
    ...{ at: (deletedAt ?? at).toISOString(), editedAt: null, deleted: true, html: '', note: { kind: 'hidden' }, rev },
  };
}

/** Without those that somebody took away. */
export function shownCards({ cards = [] }: Pick<PostRecord, 'cards'>): CardRecord[] {
  return cards.filter(({ isRemoved }) => !isRemoved);
}

/** Where a post went is told to nobody here: not all may know of that thread. */
function presentNote(note: NoteRecord, reason: string): Note {
  if (note.kind === 'went') return { kind: 'went' };
  return note.kind === 'locked' || note.kind === 'idea' ? { ...note, reason } : note;
}

/** Versions before rendered more than a post's HTML may be: where some of it is left, it is shown as it was written. */
function htmlOf({ html, text }: PostRecord): string {
  return isTooLong(html) ? plain(text) : html;
}

/** Counts only where it may be: no character takes more than three bytes for each unit of its length. */
function isTooLong(html: string): boolean {
  return 3 * html.length > threadCosts.post.bytes && Buffer.byteLength(html) > threadCosts.post.bytes;
}
