import { z } from 'zod';
import { fileId } from '../files/entity.ts';
import { personId } from '../kernel/ids.ts';
import { position } from '../kernel/protocol.ts';
import { query } from '../kernel/query.ts';
import { photoLimits } from './limits.ts';

export const photosOf = query('photo.of', {
  about: 'The pictures of these people; who has none is missing. Members alone see any.',
  input: z.strictObject({ people: z.array(personId).max(photoLimits.asked) }),
  output: z.strictObject({ photos: z.record(personId, fileId), position }),
});
