import { draftError } from '@hearth/shared/drafts/errors';
import { draftLimits } from '@hearth/shared/drafts/limits';
import { OWN_DRAFT } from '@hearth/shared/drafts/own';
import { commonError } from '@hearth/shared/kernel/errors';
import type { Services } from '../../services.ts';
import { tellOwn } from '../accounts/access.ts';
import { countDrafts, draftId, findDraft, putDraft, type DraftRecord } from './store.ts';

const HOUR_MS = 3_600_000;
/** So often another try where several pages save at once. */
const TRIES = 5;

type Parts = Pick<Services, 'clock' | 'use'>;
type Words = Pick<DraftRecord, 'title' | 'text' | 'inReplyTo'>;
/** What becomes of it, and how long that is remembered where it is not said here. */
export type Next = Pick<DraftRecord, 'by' | 'state'> & Partial<Words> & { readonly hours?: number };

export type { DraftRecord } from './store.ts';

/** Without words: what is sent stands where it was sent to. */
export function ended(by: DraftRecord['by']): Next {
  return { by, state: 'sent', title: '', text: '', inReplyTo: null };
}

/**
 * Taken back, and perhaps asked without a name instead: soon there is no trace of when somebody wrote there (promise L12). Until then
 * what comes late does not bring it back.
 */
export function emptied(by: DraftRecord['by']): Next {
  return { ...ended(by), hours: draftLimits.emptiedHours };
}

interface Where {
  readonly personId: string;
  readonly place: string;
}

/**
 * Makes a draft into what `decide` says of it as it stands now; null leaves it as it is. Gives it as it stands then. The
 * person's other pages are told.
 */
export async function changeDraft(
  services: Parts,
  { personId, place }: Where,
  decide: (before: DraftRecord | null) => Next | null,
): Promise<DraftRecord | null> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const before = await findDraft(draftId(personId, place));
    const next = decide(before);
    if (!next) return before;
    if (next.state === 'kept' && before?.state !== 'kept') await requireRoom(personId);
    const record = recordOf(services, { personId, place }, before, next);
    if (!(await putDraft(record, before))) continue;
    tellOwn(services, personId, OWN_DRAFT, place, record.version);
    return record;
  }
  throw commonError('busy');
}

async function requireRoom(personId: string): Promise<void> {
  const most = draftLimits.each;
  if ((await countDrafts(personId)) >= most) throw draftError('too-many-drafts', { params: { most } });
}

const HOURS = {
  kept: draftLimits.days * 24,
  sent: draftLimits.days * 24,
  discarded: draftLimits.undoHours,
} as const;

function recordOf({ clock }: Parts, where: Where, before: DraftRecord | null, { hours, ...next }: Next): DraftRecord {
  const at = clock.now();
  const lasting = (hours ?? HOURS[next.state]) * HOUR_MS;
  return {
    _id: draftId(where.personId, where.place),
    ...where,
    title: before?.title ?? '',
    text: before?.text ?? '',
    inReplyTo: before?.inReplyTo ?? null,
    // Larger than that of one which was there before and is forgotten by now.
    version: Math.max((before?.version ?? 0) + 1, at.getTime()),
    at,
    gone: next.state === 'kept' ? (before?.gone ?? null) : (before?.version ?? null),
    ...next,
    endsAt: new Date(at.getTime() + lasting),
  };
}
