import { authorIn } from './authorship.ts';
import { keepRevision } from './revision-store.ts';
import { findPost, type PostRecord } from './store.ts';

/** An event of a thread, as far as it tells of words that go. */
interface Replacing {
  readonly seq: number;
  readonly data: { readonly post?: Omit<PostRecord, 'threadId' | 'rev'>; readonly replaces?: number };
}

/** Before events are written over what they replace: keeps the words that go by an edit which leaves a mark. Repeatable. */
export async function keepReplacedWords(threadId: string, events: readonly Replacing[]): Promise<void> {
  const held = new Map<number, PostRecord>();
  for (const { seq, data } of events) {
    if (!data.post) continue;
    const { no, editedAt } = data.post;
    if (data.replaces !== undefined && editedAt) {
      const before = held.get(no) ?? (await findPost(threadId, no));
      if (before?.rev === data.replaces && isEdited(before, data.post)) await keep(before);
    }
    held.set(no, { ...data.post, threadId, rev: seq });
  }
}

function isEdited(before: PostRecord, { editedAt, text }: Pick<PostRecord, 'editedAt' | 'text'>): boolean {
  return before.editedAt?.getTime() !== editedAt?.getTime() && before.text !== text;
}

async function keep({ threadId, no, rev, by, alias, text, at, editedAt }: PostRecord): Promise<void> {
  const authorId = authorIn({ by, ...(alias && { alias }) });
  if (authorId) await keepRevision({ threadId, no, rev, authorId, text, at: editedAt ?? at, hiddenBy: null });
}
