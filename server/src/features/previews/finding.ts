import { createHash } from 'node:crypto';
import type { Services } from '../../services.ts';
import { videoAt } from '../threads/access.ts';
import { askingAs } from './asking.ts';
import { lookUps } from './budgets.ts';
import { lookUp, type Found } from './look-up.ts';
import { findKept, keep, type PreviewRecord } from './store.ts';

const HOUR_MS = 3_600_000;
/** A page may be back soon; one that is there changes seldom. */
const KEPT_HOURS = { found: 24, nothing: 1 } as const;

/** What is at an address, from today or asked for now. `forWhom`: by whom it is counted. */
export async function findAt(
  services: Services,
  address: string,
  forWhom: string,
  signal: AbortSignal,
): Promise<Found | null> {
  // A player needs no words of the other site, and a link to a video is one without asking.
  const bare = videoAt(address) && BARE;
  if (!services.config.hasPreviews) return bare;
  return (await lookedUp(services, address, forWhom, signal)) ?? bare;
}

const BARE: Found = { title: '', site: '', description: '', picture: null };

async function lookedUp(
  services: Services,
  address: string,
  forWhom: string,
  signal: AbortSignal,
): Promise<Found | null> {
  const now = services.clock.now();
  const _id = createHash('sha256').update(address).digest('hex').slice(0, 32);
  const kept = await findKept(_id, now);
  if (kept) return kept.found && unpacked(kept.found);
  if ((await services.limiter.take(lookUps, { key: forWhom, isTogether: false })) > 0) return null;
  const asking = askingAs(services, 'HearthLinkPreview/1.0', signal);
  const found = await lookUp(new URL(address), asking, services.log);
  const endsAt = new Date(now.getTime() + (found ? KEPT_HOURS.found : KEPT_HOURS.nothing) * HOUR_MS);
  await keep({ _id, found: found && packed(found), endsAt });
  return found;
}

type Kept = NonNullable<PreviewRecord['found']>;

function packed({ picture, ...words }: Found): Kept {
  const { title, site, description } = words;
  const base64 = picture && Buffer.from(picture.bytes).toString('base64');
  return {
    ...{ title, site, description },
    picture: picture && base64 !== null ? { width: picture.width, height: picture.height, base64 } : null,
  };
}

function unpacked({ picture, ...words }: Kept): Found {
  if (!picture) return { ...words, picture };
  const { width, height, base64 } = picture;
  return { ...words, picture: { width, height, bytes: Buffer.from(base64, 'base64') } };
}
