import { nameOf } from '@hearth/shared/kernel/stream';
import { roomStream } from '@hearth/shared/rooms/events';
import type { EventRecord } from '../../streams/definition.ts';
import { rewriteData } from '../../streams/store.ts';
import type { QuestionFields, RoomData } from './event-data.ts';
import { findQuestion, type QuestionRecord } from './store.ts';

/**
 * Takes out of the log what was said of these questions before, and of those that were taken back or set aside
 * everything: the question's own document has it, for its asker and the hosts.
 */
export async function redactQuestions(roomId: string, events: readonly EventRecord<RoomData>[]): Promise<void> {
  for (const { seq, data } of events) {
    for (const { id, status, order } of data.questions) {
      if (order === seq) continue;
      const isHidden = status === 'withdrawn' || status === 'dismissed';
      const isOld = (at: number) => at < seq || (at === seq && isHidden);
      const rewrite = (held: RoomData, at: number) => (isOld(at) ? withoutWords(held, id) : held);
      await rewriteData(nameOf(roomStream, roomId), rewrite, { path: 'questions.id', value: id });
    }
  }
}

/** The same data where there are none left. */
function withoutWords(data: RoomData, id: string): RoomData {
  if (!data.questions.some((question) => question.id === id && (question.text || question.note))) return data;
  const blank = (question: QuestionFields) => (question.id === id ? { ...question, text: '', note: '' } : question);
  return { ...data, questions: data.questions.map(blank) };
}

/** Hosts see what was set aside, and the log has no words for it; its document has. */
export async function withWords(
  roomId: string,
  events: readonly EventRecord<RoomData>[],
): Promise<readonly EventRecord<RoomData>[]> {
  const blank = new Set(events.flatMap(({ data }) => data.questions.filter(isBlank).map(({ id }) => id)));
  if (blank.size === 0) return events;
  const found = await Promise.all([...blank].map((id) => findQuestion(roomId, id)));
  const documents = new Map(found.flatMap((question) => (question ? [[question.id, question]] : [])));
  const fill = (question: QuestionFields) =>
    isBlank(question) ? filled(question, documents.get(question.id)) : question;
  return events.map((event) => ({
    ...event,
    data: { ...event.data, questions: event.data.questions.map(fill) },
  }));
}

function isBlank({ text, status }: QuestionFields): boolean {
  return text === '' && status !== 'withdrawn';
}

/**
 * What has become of it since counts: nothing comes back that its asker has taken back meanwhile, and no note of a later
 * decision, which whoever repeats a command may not read any more.
 */
function filled(question: QuestionFields, now: QuestionRecord | undefined): QuestionFields {
  if (!now || now.status === 'withdrawn') return question;
  return { ...question, text: now.text, note: isSameDecision(question, now) ? now.note : '' };
}

function isSameDecision(before: QuestionFields, now: QuestionRecord): boolean {
  return before.status === now.status && before.settledAt?.getTime() === now.settledAt?.getTime();
}
