import { boardLimits } from '@hearth/shared/boards/limits';
import type { GuidedQuestion } from '@hearth/shared/boards/template';
import { text } from '../api/answers.ts';

/** As many rows of fields as there may be questions, so that all can be filled in before scripts run. */
export const rows: readonly number[] = Array.from({ length: boardLimits.questions }, (_, n) => n);

export const wordsOf = (n: number) =>
  ({
    'title.en': `ask-${n}-title-en`,
    'title.es': `ask-${n}-title-es`,
    'text.en': `ask-${n}-text-en`,
    'text.es': `ask-${n}-text-es`,
  }) as const;

export const requiredOf = (n: number): string => `ask-${n}-required`;

/** The rows in which something stands, in order: the template has no others. */
export function filledRows(given: Readonly<Record<string, string>>): number[] {
  return rows.filter((n) => Object.values(wordsOf(n)).some((name) => given[name]?.trim()));
}

export function templateIn(form: FormData): GuidedQuestion[] {
  const given = Object.fromEntries(
    rows.flatMap((n) => Object.values(wordsOf(n)).map((name) => [name, text(form, name)])),
  );
  return filledRows(given).map((n) => {
    const names = wordsOf(n);
    return {
      title: { en: text(form, names['title.en']), es: text(form, names['title.es']) },
      text: { en: text(form, names['text.en']), es: text(form, names['text.es']) },
      required: text(form, requiredOf(n)) === 'true',
    };
  });
}

/** The fields of a template as it stands, by their names. */
export function templateFields(template: readonly GuidedQuestion[]): Record<string, string> {
  const fields = template.flatMap(({ title, text: help, required }, n) => {
    const names = wordsOf(n);
    return [
      [names['title.en'], title.en],
      [names['title.es'], title.es],
      [names['text.en'], help.en],
      [names['text.es'], help.es],
      [requiredOf(n), String(required)],
    ];
  });
  return Object.fromEntries(fields);
}
