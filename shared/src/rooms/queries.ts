import { z } from 'zod';
import { question, room, questionId, roomId } from './entity.ts';
import { position } from '../kernel/protocol.ts';
import { query } from '../kernel/query.ts';

export const listRooms = query('room.list', {
  about: 'The rooms one may see: live ones, then the coming ones, then the latest that ended.',
  input: z.strictObject({}),
  output: z.array(room),
});

export const getRoom = query('room.get', {
  about: 'A room with its questions as one may see them: hosts also see what was set aside.',
  input: z.strictObject({ roomId }),
  output: z.strictObject({
    room,
    questions: z.array(question),
    hosting: z.boolean(),
    /** What concerns oneself alone and is in no event. */
    mine: z.strictObject({ votes: z.array(questionId), questions: z.array(question) }),
    position,
  }),
});
