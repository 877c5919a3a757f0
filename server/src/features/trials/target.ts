import type { AppError } from '@hearth/shared/kernel/errors';
import type { AuditedAct } from '../../request/audit-log.ts';
import type { Subject, Tally } from '../../streams/tally.ts';
import { read, type Report } from './report.ts';

/** Something that can be tried, as it is for whoever asks: an answer, or an entry of the library. */
export interface Target extends Subject {
  readonly tally: Tally<string>;
  /** Whether reports on it are shown; and whether one’s own is, where those of others are not. */
  readonly isShown: boolean;
  readonly showsOwn: boolean;
  /** Whether one may take away what others report. */
  readonly moderates: boolean;
  /** Of what the audit log says that a report was taken away. */
  readonly noted: Pick<AuditedAct, 'on' | 'boards'>;
  /** Throws where it has gone elsewhere. */
  requireHere(): void;
  /** Why one may not report on it; null where one may. */
  refusal(): Promise<AppError | null>;
}

/** What one reports of it; null where that is nothing. */
export async function ownReport({ tally, streamId, subject }: Target, personId: string | null): Promise<Report | null> {
  if (personId === null) return null;
  const own = await tally.readIn(personId, streamId);
  const found = own.find((one) => one.subject === subject);
  return found ? read(found.value) : null;
}
