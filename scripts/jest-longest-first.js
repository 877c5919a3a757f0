import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** What takes a minute or more, the longest first: begun last, one of them would hold up the end by as much. */
const LONG = [
  'tests/e2e/pages.test.ts',
  'tests/security/matrix.test.ts',
  'tests/live/two-moderators.test.ts',
  'tests/security/input.test.ts',
  'tests/scripts/a-new-feature.test.ts',
  'tests/live/catching-up.test.ts',
  'tests/commands/audit-covers.test.ts',
  'tests/e2e/large-text.test.ts',
  'tests/e2e/scripts-in-words.test.ts',
  'tests/security/staff-room.test.ts',
  'tests/security/strange.test.ts',
  'tests/e2e/review-many.test.ts',
];

const gone = LONG.filter((name) => !existsSync(join(import.meta.dirname, '..', name)));
if (gone.length > 0) throw new Error(`not there any more: ${gone.join(', ')}`);

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const placeOf = ({ path }) => {
      const place = LONG.findIndex((name) => path.endsWith(`/${name}`));
      return place < 0 ? LONG.length : place;
    };
    return super.sort(tests).sort((one, other) => placeOf(one) - placeOf(other));
  }
}
