import { weigh } from '@hearth/shared/review/weighing';
import type { Services } from '../../services.ts';
import { idOf } from '../../streams/definition.ts';
import { findPerson } from '../accounts/access.ts';
import { addToPause, currentGates, findPause, forgetGates, trustOfPerson, turnPause } from '../held/access.ts';
import { react } from '../reaction.ts';
import { isReported } from './present.ts';
import { reporterOf, reportsSince } from './reporter-weights.ts';
import { namedIn } from './rights.ts';
import { readItems, type ReviewRecord } from './store.ts';
import { reviews } from './stream.ts';

const DAY_MS = 86_400_000;
/** So long it is known what somebody new was reported for: whoever is here for longer is hardly new. */
const KEPT_DAYS = 60;

/**
 * What somebody new writes waits once people whose word counts have reported them within a day, for one thing or several. It
 * ends when all of that was decided and nothing of it broke a rule; or when they are new no more.
 */
export const pauseReported = react({
  to: reviews,
  name: 'review-pauses',
  async handle(services, events) {
    for (const { stream, seq, data } of events) {
      if (data.item.kind !== 'report' || (!data.report && data.item.turn !== seq)) continue;
      const personId = await namedIn(data.item.subject);
      if (personId) await reconsider(services, personId, idOf(stream));
    }
  },
});

/**
 * From how things stand now, so that it may be repeated. Of two who do so at once, the one that was overtaken looks once more: what
 * moderators decided meanwhile is not turned by what was read before.
 */
async function reconsider(services: Services, personId: string, itemId: string): Promise<void> {
  const person = await findPerson(personId);
  if (!person || person.erasing || person.role !== 'member') return;
  if ((await trustOfPerson(services, personId))?.level !== 'new') return;
  const now = services.clock.now();
  await addToPause(personId, itemId, new Date(now.getTime() + KEPT_DAYS * DAY_MS));
  const from = new Date(now.getTime() - DAY_MS);
  let isDone = false;
  while (!isDone) isDone = await turn(services, personId, from);
}

/** False where somebody was quicker. */
async function turn(services: Services, personId: string, from: Date): Promise<boolean> {
  const pause = await findPause(personId);
  if (!pause) return true;
  const items = await readItems(pause.items);
  const isOn = pause.isOn ? !areAllCleared(items) : await isHeavy(services, items, from);
  if (isOn === pause.isOn) return true;
  const isTurned = await turnPause(pause, isOn);
  if (isTurned) forgetGates(services);
  return isTurned;
}

/** What a moderator has put up without a report is nothing that was reported. */
function areAllCleared(items: readonly ReviewRecord[]): boolean {
  return items.filter(isReported).every(({ state }) => state === 'rejected');
}

/** Whoever reported several things is one. */
async function isHeavy(services: Services, items: readonly ReviewRecord[], from: Date): Promise<boolean> {
  const { pauseAt } = (await currentGates(services)).settings;
  if (pauseAt === 0) return false;
  const open = await Promise.all(items.filter(({ state }) => state === 'open').map(reportsSince));
  const lately = open.flat().filter(({ at, by }) => by && at >= from);
  const reports = [...new Map(lately.map((report) => [report.by?.personId, report])).values()];
  return weigh((await Promise.all(reports.map((one) => reporterOf(services, one)))).flat()) >= pauseAt;
}
