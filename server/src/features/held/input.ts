import { boardId } from '@hearth/shared/boards/entity';
import type { Purpose } from '@hearth/shared/drafts/address';
import type { HeldBelow } from '@hearth/shared/held/entity';
import type { InputOf } from '@hearth/shared/kernel/command';
import { reply, startThread } from '@hearth/shared/threads/commands';
import { threadId } from '@hearth/shared/threads/entity';
import { read } from '../../request/outcome.ts';
import type { HeldRecord } from './store.ts';

export type Started = InputOf<typeof startThread>;
export type Replied = InputOf<typeof reply>;

/**
 * A command as it is carried out. What was stored is read by its schema once more: a new version may want something else, and
 * refuses it as it does whatever it is sent.
 */
export function startedIn({ input }: Pick<HeldRecord, 'input'>): Started {
  return read(startThread.input, input);
}

export function repliedIn({ input }: Pick<HeldRecord, 'input'>): Replied {
  return read(reply.input, input);
}

/** What there is to see of it; nothing where the words are gone. */
export function writtenIn(record: Pick<HeldRecord, 'input' | 'command'>): HeldBelow & {
  readonly title: string;
  readonly text: string;
  readonly language: Started['language'] | null;
  readonly inReplyTo: number | null;
} {
  const gone = { title: '', text: '', language: null, inReplyTo: null, pictures: [], files: [], poll: null };
  if (record.input === null) return gone;
  const rule = record.command === 'thread.start' ? startThread.input : reply.input;
  const { success, data } = rule.safeParse(record.input);
  // Its words are there for its author and for whoever decides, whatever this version makes of the rest.
  if (!success) return { ...gone, ...wordsIn(record.input) };
  const { text, pictures = [], files = [], poll } = data;
  const title = 'title' in data ? data.title : '';
  return {
    ...{ title, text, pictures, files },
    language: 'language' in data ? data.language : null,
    inReplyTo: 'inReplyTo' in data ? (data.inReplyTo ?? null) : null,
    poll: poll ? { question: poll.question, options: [...poll.options] } : null,
  };
}

function wordsIn(input: unknown): { readonly title: string; readonly text: string } {
  const { title, text } = Object(input);
  return { title: typeof title === 'string' ? title : '', text: typeof text === 'string' ? text : '' };
}

export function filesIn(record: Pick<HeldRecord, 'input' | 'command'>): { readonly fileId: string }[] {
  const { pictures, files } = writtenIn(record);
  return [...pictures, ...files];
}

export const HELD_FILES = 'held';

/** What the pictures and files of a held post belong to. */
export function subjectOfHeld(id: string): string {
  return `${HELD_FILES}:${id}`;
}

/** What it was written for, and where its draft is. */
export function purposeOf({
  command,
  boardId: on,
  threadId: to,
}: Pick<HeldRecord, 'command' | 'boardId' | 'threadId'>): Purpose {
  return command === 'thread.start'
    ? { kind: 'start', boardId: boardId.parse(on) }
    : { kind: 'reply', threadId: threadId.parse(to) };
}
