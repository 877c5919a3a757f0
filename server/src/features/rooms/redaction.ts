import { nameOf } from '@hearth/shared/kernel/stream';
import { roomStream } from '@hearth/shared/rooms/events';
import type { EventRecord } from '../../streams/definition.ts';
import { rewriteData } from '../../streams/store.ts';
import type { QuestionFields, RoomData, RoomFields } from './event-data.ts';
import { findQuestion, findRoom, type QuestionRecord, type RoomRecord } from './store.ts';

/**
 * Takes out of the log what was said of these questions before, and of those that were taken back or set aside
 * everything: the question's own document has it, for its asker and the hosts.
 */
export async function redact(roomId: string, events: readonly EventRecord<RoomData>[]): Promise<void> {
  const announced = events.findLast(({ seq, data }) => isAnnouncedAgain(data, seq));
  if (announced?.data.room) await redactAnnounced(roomId, announced.data.room, announced.seq);
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

/** Until it begins a room may get other words than it was announced with. */
export function isAnnouncedAgain({ room }: RoomData, seq: number): boolean {
  return seq > 1 && room?.status === 'scheduled';
}

/** Takes what the room was called before out of the log. */
async function redactAnnounced(roomId: string, { title, purpose }: RoomFields, seq: number): Promise<void> {
  await rewriteData<RoomData>(nameOf(roomStream, roomId), (data, at) => {
    const { room } = data;
    const isOld = at < seq && room && (room.title !== title || room.purpose !== purpose);
    return isOld ? { ...data, room: { ...room, title: '', purpose: '' } } : data;
  });
}

/** The same data where there are none left. */
function withoutWords(data: RoomData, id: string): RoomData {
  if (!data.questions.some((question) => question.id === id && hasWords(question))) return data;
  const blank = (question: QuestionFields) =>
    question.id === id ? { ...question, text: '', note: '', pictures: [] } : question;
  return { ...data, questions: data.questions.map(blank) };
}

function hasWords({ text, note, pictures = [] }: QuestionFields): boolean {
  return text !== '' || note !== '' || pictures.length > 0;
}

/** Hosts see what was set aside, and the log has no words for it; its document has. */
export async function withWords(
  roomId: string,
  events: readonly EventRecord<RoomData>[],
): Promise<readonly EventRecord<RoomData>[]> {
  const blank = new Set(events.flatMap(({ data }) => data.questions.filter(isBlank).map(({ id }) => id)));
  const isNameless = events.some(({ data }) => data.room?.title === '');
  if (blank.size === 0 && !isNameless) return events;
  const room = isNameless ? await findRoom(roomId) : null;
  const found = await Promise.all([...blank].map((id) => findQuestion(roomId, id)));
  const documents = new Map(found.flatMap((question) => (question ? [[question.id, question]] : [])));
  const fill = (question: QuestionFields) =>
    isBlank(question) ? filled(question, documents.get(question.id)) : question;
  return events.map((event) => ({
    ...event,
    data: { ...named(event.data, room), questions: event.data.questions.map(fill) },
  }));
}

/** Who repeats an announcement is answered with the words that it has now. */
function named(data: RoomData, now: RoomRecord | null): RoomData {
  if (!now || data.room?.title !== '') return data;
  const { title, purpose } = now;
  return { ...data, room: { ...data.room, title, purpose } };
}

function isBlank({ text, status }: QuestionFields): boolean {
  return text === '' && status !== 'withdrawn';
}

/**
 * What has become of it since counts: nothing comes back that its asker has taken back meanwhile, and no note or picture of a
 * later decision, which whoever repeats a command may not read any more.
 */
function filled(question: QuestionFields, now: QuestionRecord | undefined): QuestionFields {
  if (!now || now.status === 'withdrawn') return question;
  const { note, pictures } = isSameDecision(question, now) ? now : { note: '', pictures: [] };
  return { ...question, text: now.text, note, pictures };
}

function isSameDecision(before: QuestionFields, now: QuestionRecord): boolean {
  return before.status === now.status && before.settledAt?.getTime() === now.settledAt?.getTime();
}
