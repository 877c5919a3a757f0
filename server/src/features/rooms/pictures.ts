import type { Reader } from '../../request/context.ts';
import type { FileSubject } from '../file-subject.ts';
import { ANSWER, placeOfAnswer } from './place-of-answer.ts';
import { isSeenBy } from './present.ts';
import { findQuestion, findRoom } from './store.ts';
import { audienceIn } from './stream.ts';

/** Whoever may see an answer may see its pictures. They are the host's who wrote it, and say nothing of who asked. */
export const answerPictures: FileSubject = {
  kind: ANSWER,
  staysWithWords: true,
  async holds(id, fileId) {
    const { roomId, questionId } = placeOfAnswer(id);
    const question = await findQuestion(roomId, questionId);
    return question?.pictures?.some((one) => one.fileId === fileId) ?? false;
  },
  async mayRead({ actor }: Reader, id: string) {
    const { roomId, questionId } = placeOfAnswer(id);
    const [room, question] = await Promise.all([findRoom(roomId), findQuestion(roomId, questionId)]);
    const audience = room && audienceIn(actor, room);
    return audience !== null && question !== null && isSeenBy(audience, question.status);
  },
};
