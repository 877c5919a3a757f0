import { byline } from '@hearth/shared/accounts/entity';
import { personId } from '@hearth/shared/kernel/ids';
import { trialReport, type TrialCounts, type TrialReport } from '@hearth/shared/trials/entity';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

/** What an entry of the tally says: all of a report but whose it is, which the entry says itself. */
const report = z.object({
  ...trialReport.omit({ id: true, by: true }).shape,
  by: byline.omit({ personId: true }).nullable(),
});
export type Report = z.infer<typeof report>;

export function written(said: Report): string {
  return JSON.stringify(said);
}

export function read(value: string): Report {
  return report.parse(JSON.parse(value));
}

export function presentReport(id: string, { by, ...said }: Report): TrialReport {
  return { id, by: by && { personId: personId.parse(id), ...by }, ...said };
}

/** Whether both say the same, at whatever time. */
export function isSame(one: Report, other: Report): boolean {
  return isDeepStrictEqual({ ...one, at: '' }, { ...other, at: '' });
}

/** Schools by what came of it. Of several reports from one school the newest counts; whoever names no school is one. */
export function countSchools(reports: readonly { readonly said: Report; readonly times: number }[]): TrialCounts {
  const counts = { worked: 0, partly: 0, no: 0 };
  const bySchool = new Map<string, Report>();
  for (const { said, times } of reports) {
    const school = schoolOf(said);
    if (!school) counts[said.result] += times;
    else if ((bySchool.get(school)?.at ?? '') <= said.at) bySchool.set(school, said);
  }
  for (const { result } of bySchool.values()) counts[result] += 1;
  return counts;
}

/** In how many states they report; who names none is in none. */
export function countStates(reports: readonly Report[]): number {
  return new Set(reports.flatMap(({ by }) => by?.state || [])).size;
}

/** As people write its name, with and without accents; there is a Lincoln Elementary in every state. */
function schoolOf({ by }: Report): string {
  const name = (by?.school ?? '').normalize('NFKD').replace(/\p{Mark}/gu, '');
  const plain = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return plain && `${plain}/${by?.state ?? ''}`;
}
