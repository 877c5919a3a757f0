import { namesNobody, nothingPersonal } from '../../personal-data/declaration.ts';
import { tags } from './stream.ts';

/** Tags name nobody. Who changed one is known by the keyed proof that every event carries, and by nothing else. */
export const personalData = {
  ...nothingPersonal,
  collections: ['Tag', 'TagList'],
  streams: [namesNobody(tags)],
};
