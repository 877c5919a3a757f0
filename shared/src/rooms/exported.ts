import { z } from 'zod';
import { attachedPicture } from '../files/entity.ts';
import { questionId, questionStatus, roomId } from './entity.ts';

const at = z.iso.datetime();

/** What the export of somebody's data has of rooms. */
export const exported = {
  hosted: z.array(z.strictObject({ roomId, title: z.string(), startsAt: at })),
  questions: z.array(
    z.strictObject({ roomId, askedAt: at, anonymous: z.boolean(), status: questionStatus, text: z.string() }),
  ),
  /** Below answers that one has written. */
  answerPictures: z.array(z.strictObject({ roomId, questionId, picture: attachedPicture })),
  votes: z.array(z.strictObject({ roomId, questionId, up: z.boolean(), at })),
};
