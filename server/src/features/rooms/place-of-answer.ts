/** What files of answers belong to. */
export const ANSWER = 'answer';

export function subjectOfAnswer(roomId: string, questionId: string): string {
  return `${ANSWER}:${roomId}/${questionId}`;
}

/** The way back, from what stands behind the colon. */
export function placeOfAnswer(id: string): { readonly roomId: string; readonly questionId: string } {
  const [roomId = '', questionId = ''] = id.split('/');
  return { roomId, questionId };
}
