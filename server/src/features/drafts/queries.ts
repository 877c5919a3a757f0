import { purposeOf } from '@hearth/shared/drafts/address';
import type * as contract from '@hearth/shared/drafts/queries';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commandId as commandIdRule } from '@hearth/shared/kernel/ids';
import { requirePerson, type QueryContext } from '../../request/context.ts';
import { presentBoard, readableBoards } from '../boards/access.ts';
import { presentThread, readThreads } from '../threads/access.ts';
import { presentDraft } from './present.ts';
import { endSent, isSent } from './sent.ts';
import { draftId, findDraft, readDrafts, type DraftRecord } from './store.ts';

type Get = typeof contract.getDraft;
type List = typeof contract.listDrafts;

/** Of the words on the list. */
const EXCERPT = 160;

export async function get(context: QueryContext, { place }: InputOf<Get>): Promise<OutputOf<Get>> {
  const { services } = context;
  const { actor } = requirePerson(context);
  let found = await findDraft(draftId(actor.id, place));
  const commandId = commandIdRule.safeParse(found?.by.commandId);
  // Whoever looks right after they have sent it finds no draft, though what follows from sending may not have happened yet.
  if (found?.state === 'kept' && commandId.success && (await isSent(place, commandId.data)))
    found = await endSent(services, { personId: actor.id, place }, commandId.data);
  return { draft: presentDraft(found), version: found?.version ?? null, gone: found?.gone ?? null };
}

export async function list(context: QueryContext): Promise<OutputOf<List>> {
  const { actor } = requirePerson(context);
  const records = await readDrafts(actor.id);
  const [threads, boards] = await Promise.all([readThreads(threadIdsOf(records)), readableBoards(context)]);
  return records.flatMap((record) => {
    const draft = presentDraft(record);
    if (!draft) return [];
    const purpose = purposeOf(record.place);
    const held = purpose.kind === 'start' ? null : threads.find(({ _id }) => _id === purpose.threadId);
    const boardId = purpose.kind === 'start' ? purpose.boardId : held?.boardId;
    const readable = boards.find(({ _id }) => _id === boardId);
    const { text, ...rest } = draft;
    const where = {
      board: readable ? presentBoard(readable) : null,
      thread: readable && held ? presentThread(held) : null,
    };
    return { draft: rest, excerpt: excerptOf(text), ...named(where) };
  });
}

function threadIdsOf(records: readonly DraftRecord[]): string[] {
  const purposes = records.map(({ place }) => purposeOf(place));
  return [...new Set(purposes.flatMap((purpose) => (purpose.kind === 'start' ? [] : purpose.threadId)))];
}

interface Where {
  readonly board: ReturnType<typeof presentBoard> | null;
  readonly thread: ReturnType<typeof presentThread> | null;
}

function named({ board, thread }: Where): Pick<OutputOf<List>[number], 'board' | 'thread'> {
  return {
    board: board && { id: board.id, name: board.name, kind: board.kind },
    thread: thread && { id: thread.id, title: thread.title, language: thread.language },
  };
}

function excerptOf(text: string): string {
  const line = text.trim().replace(/\s+/gu, ' ');
  const letters = [...line];
  return letters.length > EXCERPT ? `${letters.slice(0, EXCERPT).join('').trimEnd()}…` : line;
}
