import { text } from '../api/answers.ts';

/** What the form of a tag says. Synonyms are written one after the other, with commas. */
export function tagIn(form: FormData) {
  const words = (name: string) =>
    text(form, name)
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean);
  return {
    name: { en: text(form, 'name-en'), es: text(form, 'name-es') },
    synonyms: { en: words('synonyms-en'), es: words('synonyms-es') },
    group: text(form, 'group') || null,
  };
}
