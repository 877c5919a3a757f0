import type { WireError } from '@hearth/shared/kernel/errors';
import { text } from '#lib/api/answers.ts';

/** The fields of one rule in a form: `r0-id`, `r0-title-en` … */
type Part = 'id' | 'order' | 'title-en' | 'title-es' | 'words-en' | 'words-es';
type RuleFields = Readonly<Record<Part, string>>;

/** All rules of a form that say something, in their order. One that is emptied is left out. */
export function rulesIn(form: FormData) {
  return placesOf(form).map(({ rule }) => ({
    id: rule.id || slugOf(rule['title-en']),
    title: { en: rule['title-en'], es: rule['title-es'] },
    words: { en: rule['words-en'], es: rule['words-es'] },
  }));
}

/** What is wrong with a rule, said of its place in the form: `rules.0.title.en` is `r3-title-en` where the others are empty. */
export function faultsByPlace(error: WireError, form: FormData): WireError {
  const places = placesOf(form).map(({ place }) => place);
  const fields = Object.entries(error.fields ?? {}).map(([name, fault]) => {
    const [, n, part] = /^rules\.(\d+)\.(.+)$/.exec(name) ?? [];
    return [part === undefined ? name : `r${places[Number(n)]}-${part.replace('.', '-')}`, fault] as const;
  });
  return { ...error, fields: Object.fromEntries(fields) };
}

function placesOf(form: FormData): { readonly place: string; readonly rule: RuleFields }[] {
  const places = [...new Set([...form.keys()].flatMap((name) => /^r(\d+)-id$/.exec(name)?.[1] ?? []))];
  return places
    .map((place) => ({ place, rule: fieldsOf(form, place) }))
    .filter(({ rule }) => rule['title-en'] || rule['title-es'] || rule['words-en'] || rule['words-es'])
    .toSorted((a, b) => Number(a.rule.order) - Number(b.rule.order));
}

function fieldsOf(form: FormData, place: string): RuleFields {
  const part = (name: Part) => text(form, `r${place}-${name}`).trim();
  return {
    ...{ id: part('id'), order: part('order'), 'title-en': part('title-en'), 'title-es': part('title-es') },
    ...{ 'words-en': part('words-en'), 'words-es': part('words-es') },
  };
}

/** What a new rule is called in addresses. */
function slugOf(title: string): string {
  const plain = title.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
}
