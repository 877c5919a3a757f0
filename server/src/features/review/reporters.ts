import { isStaff } from '@hearth/shared/kernel/access';
import type { ReporterRecord } from '@hearth/shared/review/entity';
import { reviewLimits } from '@hearth/shared/review/limits';
import type { Reader } from '../../request/context.ts';
import { boardsWith } from '../boards/access.ts';
import { withoutThoseAbout } from './about-many.ts';
import { countVerdicts } from './reporter-weights.ts';
import { readItemsReported, readReportsBy } from './store.ts';

/** Of so many who reported one thing it is looked up; of each, by so many of their latest reports. */
const REPORTERS = 20;
const LATEST = 50;
const [OFTEN, SELDOM] = [0.7, 0.3];

/**
 * How often those who reported something were right before, in a word: how many of their reports were found to break a rule. Of
 * what the reader may decide alone, so that it tells nothing of other boards; and not before a few were decided.
 */
export async function recordsOf(
  reader: Reader,
  itemId: string,
  reporters: readonly string[],
): Promise<Map<string, ReporterRecord>> {
  const asked = [...new Set(reporters)].slice(0, REPORTERS);
  const reports = await Promise.all(asked.map((personId) => readReportsBy(personId, LATEST)));
  const boards = new Set<string | null>((await boardsWith(reader, 'moderate')).map(({ _id }) => _id));
  if (isStaff(reader.actor)) boards.add(null);
  const reported = await readItemsReported(reports.flat().filter((report) => report.itemId !== itemId));
  const found = [...reported.values()].filter(({ boardId }) => boards.has(boardId));
  const items = new Map((await withoutThoseAbout(reader, found)).map((item) => [item._id, item]));
  return new Map(
    asked.flatMap((personId, place) => {
      const { right, wrong } = countVerdicts(reports[place] ?? [], items);
      const word = wordFor(right, right + wrong);
      return word ? [[personId, word] as const] : [];
    }),
  );
}

function wordFor(right: number, decided: number): ReporterRecord | null {
  if (decided < reviewLimits.decidedBefore) return null;
  if (right >= OFTEN * decided) return 'often-right';
  return right <= SELDOM * decided ? 'seldom-right' : null;
}
