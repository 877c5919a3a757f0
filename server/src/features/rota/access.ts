import { rotaLimits } from '@hearth/shared/rota/limits';
import { spansOf } from '@hearth/shared/rota/spans';
import { readHours } from './store.ts';

/** What other features may use of this one: who has said that they look after things at this moment, whatever they moderate. */
export async function whoIsOnDuty(now: Date): Promise<string[]> {
  const moment = { from: now.getTime(), to: now.getTime() + 1 };
  const all = await readHours(rotaLimits.people);
  return all.filter((hours) => spansOf(hours, moment).length > 0).map(({ _id }) => _id);
}
