import type { Draft } from '@hearth/shared/drafts/entity';
import type { DraftRecord } from './store.ts';

/** Null where it was sent or discarded. */
export function presentDraft(record: DraftRecord | null): Draft | null {
  if (record?.state !== 'kept') return null;
  const { place, title, text, inReplyTo, version, at } = record;
  return { place, title, text, ...(inReplyTo && { inReplyTo }), version, at: at.toISOString() };
}
