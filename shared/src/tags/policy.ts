import { folded } from '../kernel/folded.ts';
import type { Tag } from './entity.ts';

type Named = Pick<Tag, 'name' | 'synonyms'>;

/** All that a tag is called, in both languages. */
export function namesOf({ name, synonyms }: Named): string[] {
  return [name.en, name.es, ...synonyms.en, ...synonyms.es];
}

/** Whether somebody who has typed this may mean that tag: a word of one of its names begins so, whatever the accents. */
export function isMeant(tag: Named, typed: string): boolean {
  const wanted = folded(typed);
  return namesOf(tag).some((name) => ` ${folded(name)}`.includes(` ${wanted}`));
}
