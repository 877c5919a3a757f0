/**
 * Somebody, or a group, that words name. In Markdown it is a link to their page whose words begin with an `@`, so that every
 * reader of Markdown shows it and it works without scripts: `[@Ana López](/people/0123456789abcdef)`. Who is meant is the
 * number; the name is theirs at the time it was written, as below posts.
 */
export interface Mention {
  readonly kind: 'person' | 'group';
  readonly id: string;
  readonly name: string;
}

const MENTION = /\[@([^[\]\n]{1,100})\]\(\/(people|groups)\/([0-9a-f]{16})\)/g;
/** In the place of the name of somebody who has left, in any language. */
const NOBODY = '@…';

/** All of them, once each, in their order. */
export function mentionsIn(text: string): Mention[] {
  const found = new Map<string, Mention>();
  for (const [, name = '', place, id = ''] of text.matchAll(MENTION)) {
    const kind = place === 'people' ? 'person' : 'group';
    if (!found.has(`${kind} ${id}`)) found.set(`${kind} ${id}`, { kind, id, name });
  }
  return [...found.values()];
}

/** Without those that stand in what is quoted: whoever is quoted as having been named is not named again. */
export function addressedIn(text: string): Mention[] {
  return mentionsIn(text.replace(/^[ \t]*>.*$/gm, ''));
}

/** Which of those that a text addresses the one before it did not: their places among {@link addressedIn}, which name nobody. */
export function newlyAddressedIn(text: string, before: string): number[] {
  const old = new Set(addressedIn(before).map(({ kind, id }) => `${kind} ${id}`));
  return addressedIn(text).flatMap(({ kind, id }, place) => (old.has(`${kind} ${id}`) ? [] : [place]));
}

export function mentionOf({ kind, id, name }: Mention): string {
  return `[@${name}](/${kind === 'person' ? 'people' : 'groups'}/${id})`;
}

/** The same text with the names that `nameOf` gives; where it gives null nobody is named. */
export function withNames(text: string, nameOf: (mention: Mention) => string | null): string {
  return text.replace(MENTION, (_all, name: string, place: string, id: string) => {
    const mention: Mention = { kind: place === 'people' ? 'person' : 'group', id, name };
    const its = nameOf(mention);
    return its === null ? NOBODY : mentionOf({ ...mention, name: its });
  });
}
