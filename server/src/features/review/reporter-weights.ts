import { reviewLimits } from '@hearth/shared/review/limits';
import type { Reporter } from '@hearth/shared/review/weighing';
import type { Services } from '../../services.ts';
import { trustOfPerson } from '../held/access.ts';
import { lastDecision, verdictOn } from './present.ts';
import { readItems, readReports, readReportsBy, type ReportRecord, type ReviewRecord } from './store.ts';

/** What was reported of it since it was last decided; the latest of very many. */
export async function reportsSince({ _id, steps }: ReviewRecord): Promise<ReportRecord[]> {
  const decidedAt = lastDecision(steps)?.at;
  const reports = (await readReports(_id)).filter(({ at }) => !decidedAt || at > decidedAt);
  return reports.slice(-reviewLimits.reporters);
}

/** Whoever made a report, with what is known of their word; nobody where they have left. */
export async function reporterOf(services: Services, { by }: Pick<ReportRecord, 'by'>): Promise<Reporter[]> {
  const trust = by && (await trustOfPerson(services, by.personId));
  if (!trust) return [];
  const made = await readReportsBy(by.personId, reviewLimits.latest);
  const items = new Map((await readItems(made.map(({ itemId }) => itemId))).map((item) => [item._id, item]));
  const verdicts = made.flatMap((report) => {
    const item = items.get(report.itemId);
    return item ? [verdictOn(item, report)] : [];
  });
  const before = made.reduce((sum, { wrong = 0 }) => sum + wrong, 0);
  const count = (wanted: 'right' | 'wrong') => verdicts.filter((verdict) => verdict === wanted).length;
  return [{ ...trust, right: count('right'), wrong: before + count('wrong') }];
}
