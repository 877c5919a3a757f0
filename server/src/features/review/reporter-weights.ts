import { reviewLimits } from '@hearth/shared/review/limits';
import type { Reporter } from '@hearth/shared/review/weighing';
import type { Services } from '../../services.ts';
import { trustOfPerson } from '../held/access.ts';
import { lastDecision, verdictOn } from './present.ts';
import { readItemsReported, readReports, readReportsBy, type ReportRecord, type ReviewRecord } from './store.ts';

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
  const { right, wrong } = countVerdicts(made, await readItemsReported(made));
  const before = made.reduce((sum, one) => sum + (one.wrong ?? 0), 0);
  return [{ ...trust, right, wrong: before + wrong }];
}

/** How many of these reports were found to be right, and wrong; of those whose items are given. */
export function countVerdicts(
  reports: readonly ReportRecord[],
  items: ReadonlyMap<string, ReviewRecord>,
): Pick<Reporter, 'right' | 'wrong'> {
  const verdicts = reports.map((report) => {
    const item = items.get(report.itemId);
    return item ? verdictOn(item, report) : null;
  });
  const count = (wanted: 'right' | 'wrong') => verdicts.filter((verdict) => verdict === wanted).length;
  return { right: count('right'), wrong: count('wrong') };
}
