import type { Services } from '../../services.ts';
import { subjectOf, type Place } from '../reactions/access.ts';
import { tried } from './tried.ts';

/** What other features may use of this one. */

/** What came of an answer is told of it where that went. Repeatable. */
export async function carryTrials(services: Pick<Services, 'clock' | 'use'>, from: Place, to: Place): Promise<void> {
  await tried.carry(services, subjectOf(from), subjectOf(to));
}

/** Nobody reports on an answer any more. Repeatable. */
export async function forgetTrials(services: Pick<Services, 'clock' | 'use'>, of: Place): Promise<void> {
  await tried.clear(services, subjectOf(of));
}
