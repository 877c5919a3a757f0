import type { Entry } from '@hearth/shared/library/entity';
import * as m from '../paraglide/messages.js';
import { licences } from './words.ts';

/** In one line, to be copied to wherever it is used: “Title”. Name, School. Licence, its terms. Address. */
export function creditLine({ title, by, credit, licence }: Entry, address: string): string {
  const who = [[by?.name ?? m.former_member(), by?.school].filter(Boolean).join(', '), credit]
    .filter(Boolean)
    .join('; ');
  const terms = licence && [licences[licence].name(), licences[licence].url].filter(Boolean).join(', ');
  return [`“${title}”`, who, terms, address].filter(Boolean).join('. ');
}
