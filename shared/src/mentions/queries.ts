import { z } from 'zod';
import { boardId } from '../boards/entity.ts';
import { groupId, personId } from '../kernel/ids.ts';
import { query } from '../kernel/query.ts';
import { mentionLimits } from './limits.ts';

export const checkMentions = query('mention.check', {
  about:
    'Whom words on a board would name: of people whether they can read it, of groups how many people would be told, and whether one may mention it. Those there are not are missing. For members who read the board.',
  input: z.strictObject({
    boardId,
    people: z.array(personId).max(mentionLimits.each),
    groups: z.array(groupId).max(mentionLimits.each),
  }),
  output: z.strictObject({
    people: z.array(z.strictObject({ id: personId, name: z.string(), reads: z.boolean() })),
    groups: z.array(z.strictObject({ id: groupId, name: z.string(), people: z.int().nonnegative(), may: z.boolean() })),
  }),
});
