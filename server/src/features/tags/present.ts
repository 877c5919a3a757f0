import { tagId, type Tag } from '@hearth/shared/tags/entity';
import type { TagRecord } from './model.ts';

export function presentTag({ _id, name, synonyms, group, retired, mergedInto, rev }: TagRecord): Tag {
  return {
    id: tagId.parse(_id),
    name: { en: name.en, es: name.es },
    synonyms: { en: synonyms.en, es: synonyms.es },
    group,
    retired,
    mergedInto: mergedInto === null ? null : tagId.parse(mergedInto),
    rev,
  };
}
