import { tally, type Counted } from '../../streams/tally.ts';
import { changed, type RoomData, type ScoreFields } from './event-data.ts';
import { findQuestion, type RoomRecord } from './store.ts';
import { rooms } from './stream.ts';

/** Who wants a question answered. */
export const votes = tally({ name: 'question-votes', stream: rooms, values: ['up'], announce: scoresOf });

/** The scores as they are now; null when nothing changed. */
async function scoresOf(room: RoomRecord | null, counted: readonly Counted<'up'>[]): Promise<RoomData | null> {
  if (!room) return null;
  const scoreOf = async ({ subject, counts, isFresh }: Counted<'up'>): Promise<ScoreFields[]> => {
    const question = await findQuestion(room._id, subject);
    if (!question || (question.votes === counts.up && !isFresh)) return [];
    return [{ questionId: subject, votes: counts.up, status: question.status }];
  };
  const scores = (await Promise.all(counted.map(scoreOf))).flat();
  return scores.length === 0 ? null : changed({ scores });
}
