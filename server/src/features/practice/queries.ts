import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { START } from '@hearth/shared/kernel/protocol';
import type { getPractice } from '@hearth/shared/practice/queries';
import type { QueryContext } from '../../request/context.ts';
import { findCounts } from '../reactions/access.ts';
import { presentThread } from '../threads/access.ts';
import { presentPractice, presentSource, withoutTakenBack } from './present.ts';
import { readNoted } from './reading.ts';
import { takenBack } from './sources.ts';
import type { PracticeRecord } from './store.ts';

type Get = typeof getPractice;

/** The note is read first, so that what is shown is at least as new as the position says (promise L3). */
export async function get(context: QueryContext, { threadId }: InputOf<Get>): Promise<OutputOf<Get>> {
  const noted = await readNoted(context, threadId);
  if (!noted) throw commonError('no-such-thing');
  const { mayChange } = noted;
  const { id, title, language, boardId, answer } = presentThread(noted.thread);
  const thread = { id, title, language, boardId, answer };
  const note = noted.note && withoutTakenBack(noted.note, await takenBack(context, noted.note));
  if (!note) return { ...NONE, thread, mayChange };
  return {
    thread,
    note: presentPractice(note),
    tried: (await findCounts(threadId, note.answerNo))?.tried ?? null,
    source: mayChange ? sourceOf(note) : null,
    sources: mayChange ? note.sources.map(presentSource) : null,
    mayChange,
    position: { seq: note.seq, mark: note.mark },
  };
}

const NONE = { note: null, tried: null, source: null, sources: null, position: START } as const;

export function sourceOf({ title, problem, worked, steps }: PracticeRecord) {
  return { title, problem: problem.text, worked: worked.text, steps: steps.text };
}
