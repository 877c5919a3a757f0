import { z } from 'zod';
import { query } from '../kernel/query.ts';
import { groupId, personId } from '../kernel/ids.ts';
import { board, boardColour, boardId, boardKind } from './entity.ts';
import { boardRights, circle, rightReason } from './rights.ts';
import { section, sectionId } from './sections.ts';
import { askedTags } from '../tags/entity.ts';
import { guidedQuestion } from './template.ts';

export const listBoards = query('board.list', {
  about:
    'The boards one knows of, in their order. Of one that is not for oneself to read there is its name and purpose alone, and which groups it is for.',
  input: z.strictObject({}),
  output: z.array(
    z.strictObject({
      ...board.shape,
      reads: z.boolean(),
      /** Below which heading it stands, and below which board, of those one knows of. */
      section: sectionId.nullable(),
      parent: boardId.nullable(),
      /** Where one does not read it: groups that do, of those one knows of. */
      groups: z.array(z.strictObject({ id: groupId, name: z.string() })),
    }),
  ),
});

export const listSections = query('board.sections', {
  about:
    'The headings in the list of boards, in their order; those without a board that one knows of are for moderators.',
  input: z.strictObject({}),
  output: z.array(section),
});

export const getSettings = query('board.settings', {
  about:
    'Moderators: all that is set for a board, and which groups there are. Also of boards whose threads they may not read.',
  input: z.strictObject({ boardId }),
  output: z.strictObject({
    board: z.strictObject({ id: boardId, name: board.shape.name, purpose: board.shape.purpose, icon: z.string() }),
    colour: boardColour,
    kind: boardKind,
    asksUnnamed: z.boolean(),
    after: boardId.nullable(),
    quietDays: z.int().nullable(),
    rights: boardRights,
    template: z.array(guidedQuestion),
    asksTags: askedTags.nullable(),
    section: sectionId.nullable(),
    parent: boardId.nullable(),
    /** Whether boards stand below it, so that it cannot stand below one. */
    isParent: z.boolean(),
  }),
});

export const getTemplate = query('board.template', {
  about:
    'What one is asked who starts a thread on a board; empty where there is one box for all words. For its readers.',
  input: z.strictObject({ boardId }),
  output: z.array(
    z.strictObject({
      ...guidedQuestion.pick({ title: true, required: true }).shape,
      /** What is said below it, safe to show as it is; empty where there is nothing to say. */
      html: guidedQuestion.shape.text,
    }),
  ),
});

export const getReadership = query('board.readership', {
  about:
    'Who can read what is written on a board: everybody, or how many people, how many of them district staff, through which groups, and how many because they opened it. For its readers; of a group that one does not know of they learn no more than that there are others.',
  input: z.strictObject({ boardId }),
  output: z.strictObject({
    circle,
    /** Null where everybody can read it, also without an account. */
    people: z.int().nonnegative().nullable(),
    district: z.int().nonnegative(),
    /** How many of them read it because they opened it with a reason. */
    opened: z.int().nonnegative(),
    groups: z.array(z.string()),
    /** Whether there are groups beside these. */
    others: z.boolean(),
  }),
});

const reasonOrNone = rightReason.nullable();

export const getRightsOf = query('board.rights-of', {
  about: 'Admins: what somebody may do on each board, and why. Of whoever may not come in, what everybody may.',
  privileged: true,
  input: z.strictObject({ personId }),
  output: z.strictObject({
    /** Whether the account is open. */
    comesIn: z.boolean(),
    boards: z.array(
      z.strictObject({
        id: boardId,
        name: board.shape.name,
        icon: z.string(),
        rights: z.strictObject({
          see: reasonOrNone,
          read: reasonOrNone,
          start: reasonOrNone,
          reply: reasonOrNone,
          attach: reasonOrNone,
          moderate: reasonOrNone,
        }),
      }),
    ),
    /** Those that reasons name. */
    groups: z.array(z.strictObject({ id: groupId, name: z.string() })),
  }),
});
