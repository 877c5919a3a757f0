import type { BoardRights } from '@hearth/shared/boards/rights';
import { text, texts } from '../api/answers.ts';
import { templateIn } from './template-form.ts';
import { rightNames } from './words.ts';

/** What the form of a board says. What the lists of choices do not hold is refused by the command. */
export function boardIn(form: FormData) {
  const rights = rightNames.map(([right]) => [
    right,
    { circle: text(form, `circle-${right}`), groups: texts(form, `groups-${right}`) },
  ]);
  return {
    name: { en: text(form, 'name-en'), es: text(form, 'name-es') },
    purpose: { en: text(form, 'purpose-en'), es: text(form, 'purpose-es') },
    icon: text(form, 'icon'),
    colour: text(form, 'colour'),
    kind: text(form, 'kind'),
    after: text(form, 'after') || null,
    quietDays: text(form, 'quietDays') ? Number(text(form, 'quietDays')) : null,
    rights: Object.fromEntries(rights),
    asksUnnamed: text(form, 'asksUnnamed') === 'true',
    template: templateIn(form),
    asksTags: text(form, 'asksTags') === 'true' ? { of: texts(form, 'askedOf') } : null,
    section: text(form, 'section') || null,
    parent: text(form, 'parent') || null,
  };
}

/** The fields of the form as they stand, by their names. */
export function fieldsOf(rights: BoardRights): Record<string, string> {
  return Object.fromEntries(
    rightNames.flatMap(([right]) => [
      [`circle-${right}`, rights[right].circle],
      [`groups-${right}`, rights[right].groups.join(' ')],
    ]),
  );
}
