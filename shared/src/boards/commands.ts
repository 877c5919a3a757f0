import { z } from 'zod';
import { command } from '../kernel/command.ts';
import { line, words } from '../kernel/words.ts';
import { board, boardColour, boardIcon, boardId, boardKind } from './entity.ts';
import { boardLimits } from './limits.ts';
import { opening } from './openings.ts';
import { boardRights } from './rights.ts';
import { asItIs } from '../student-information/as-it-is.ts';
import { askedTags } from '../tags/entity.ts';
import { section, sectionId } from './sections.ts';
import { template } from './template.ts';

const bothLines = (most: number) => z.strictObject({ en: line(most), es: line(most) });

const settings = {
  name: bothLines(boardLimits.name),
  purpose: bothLines(boardLimits.purpose),
  icon: boardIcon,
  colour: boardColour,
  kind: boardKind,
  /** The board it comes after in the list; null for the first place. */
  after: boardId.nullable(),
  /** After so many days without a post its threads close; null for never. Left out, it stays as it is. */
  quietDays: z.int().min(boardLimits.quietDays.least).max(boardLimits.quietDays.most).nullable().optional(),
  rights: boardRights,
  /** Whether one may start a thread there without one's name; stays as it is where it is not said. */
  asksUnnamed: z.boolean().optional(),
  /** What one is asked who starts a thread there; stays as it is where it is not said. */
  template: template.optional(),
  /** Whether a thread there needs a tag, and of which; stays as it is where it is not said. */
  asksTags: askedTags.nullable().optional(),
  /** Below which heading of the list it stands; stays as it is where it is not said. */
  section: sectionId.nullable().optional(),
  /** The board it stands below, which stands below none; the same. */
  parent: boardId.nullable().optional(),
};

export const createBoard = command('board.create', {
  about: 'Moderators: makes a board. Its id is its address, and stays.',
  privileged: true,
  input: z.strictObject({ boardId, ...settings }),
  output: board,
});

export const editBoard = command('board.edit', {
  about:
    'Moderators: changes what a board is called and for, where it stands, and who may do what on it. Who may not read it any more stops receiving it within a second.',
  privileged: true,
  input: z.strictObject({ boardId, ...settings }),
  output: board,
});

const { reason } = boardLimits.opening;

export const breakGlass = command('board.break-glass', {
  about:
    'Admins: reads a board that is not for them, for an hour. Whoever reads it is told who does so, until when and why, at once and afterwards. They write and moderate nothing there.',
  privileged: true,
  input: z.strictObject({ boardId, reason: words(reason.most, reason.least), asItIs }),
  publishes: ['reason'],
  output: opening,
});

export const closeGlass = command('board.close-glass', {
  about: 'Admins: reads a board no longer that one has opened with a reason. Where there is none, nothing happens.',
  privileged: true,
  input: z.strictObject({ boardId }),
  output: z.strictObject({}),
});

const described = {
  name: bothLines(boardLimits.section),
  order: z.int().min(-1_000).max(1_000),
};

export const createSection = command('section.create', {
  about: 'Moderators: makes a heading in the list of boards.',
  privileged: true,
  input: z.strictObject(described),
  output: section,
});

export const editSection = command('section.edit', {
  about: 'Moderators: changes what a heading in the list of boards says, and where it stands.',
  privileged: true,
  input: z.strictObject({ sectionId, ...described }),
  output: section,
});

export const removeSection = command('section.remove', {
  about: 'Moderators: takes a heading out of the list of boards. What stands below it stays, and stands without one.',
  privileged: true,
  input: z.strictObject({ sectionId }),
  output: z.strictObject({}),
});
