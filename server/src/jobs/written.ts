import type { Services } from '../services.ts';
import type { JobKind, Scheduled } from './jobs.ts';

/** A write is answered, or given up, long before. */
const WRITTEN_WITHIN_MS = 60_000;

/** The job of one revision of a record. Its key names that revision and its time, and so is used by no other. */
export type Due<Input> = Scheduled<Input> & { readonly at: Date };

/**
 * Writes a record that says when something is to happen. The job of what it becomes is put down first, so that nobody dies
 * in between and leaves a record that waits for nothing; then the job of what it was is taken back, or might stand there for
 * a year. That is of a revision which is no more, so no other change counts on it.
 *
 * A job is left where the record was not written after all: it has to do nothing unless the record says its time. So that it
 * does not come to that before the record is there, it is due in a minute at the earliest.
 */
export async function writeWithJob<Input>(
  { jobs, clock }: Pick<Services, 'jobs' | 'clock'>,
  kind: JobKind<Input>,
  due: { readonly before: Due<Input> | null; readonly after: Due<Input> | null },
  write: () => Promise<boolean>,
): Promise<boolean> {
  if (due.after) {
    const earliest = clock.now().getTime() + WRITTEN_WITHIN_MS;
    await jobs.schedule(kind, { ...due.after, at: new Date(Math.max(due.after.at.getTime(), earliest)) });
  }
  if (!(await write())) return false;
  if (due.before) await jobs.cancel(kind, due.before.key);
  return true;
}
