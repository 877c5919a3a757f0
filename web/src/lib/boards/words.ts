import type { BoardColour, BoardKind } from '@hearth/shared/boards/entity';
import type { BoardRight, Circle } from '@hearth/shared/boards/rights';
import * as m from '../paraglide/messages.js';

/** Each right, in the order in which one holds the next. */
export const rightNames: readonly (readonly [BoardRight, () => string])[] = [
  ['see', m.board_right_see],
  ['read', m.board_right_read],
  ['start', m.board_right_start],
  ['reply', m.board_right_reply],
  ['attach', m.board_right_attach],
  ['moderate', m.board_right_moderate],
];

const circleNames: Readonly<Record<Circle, () => string>> = {
  everyone: m.circle_everyone,
  members: m.circle_members,
  staff: m.circle_staff,
  nobody: m.circle_nobody,
};

export const circleName = (its: Circle): string => circleNames[its]();

const icons = {
  people: m.board_icon_people,
  heart: m.board_icon_heart,
  book: m.board_icon_book,
  calendar: m.board_icon_calendar,
  hands: m.board_icon_hands,
  bulb: m.board_icon_bulb,
  chat: m.board_icon_chat,
  star: m.board_icon_star,
};

const colours: Readonly<Record<BoardColour, () => string>> = {
  ember: m.board_colour_ember,
  pine: m.board_colour_pine,
  sun: m.board_colour_sun,
  berry: m.board_colour_berry,
};

const kinds: Readonly<Record<BoardKind, () => string>> = {
  discussion: m.board_kind_discussion,
  question: m.board_kind_question,
  announcement: m.board_kind_announcement,
  ideas: m.board_kind_ideas,
};

const choices = (names: Readonly<Record<string, () => string>>): readonly (readonly [string, string])[] =>
  Object.entries(names).map(([value, name]) => [value, name()]);

export const iconChoices = () => choices(icons);
export const colourChoices = () => choices(colours);
export const kindChoices = () => choices(kinds);
export const circleChoices = () => choices(circleNames);
