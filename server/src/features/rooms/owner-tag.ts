import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * The tag on a question by which its asker is known again, stored as its `owner`. It is keyed with the server's secret, which is not in the
 * store, so that nobody who reads the store learns who asked (promise L12).
 */
export function ownerTag(secret: string, roomId: string, questionId: string, personId: string): string {
  return createHmac('sha256', secret).update(`question ${roomId} ${questionId} ${personId}`).digest('base64url');
}

/** In the place of a tag: nobody's, and not to be told from any other, so that nobody's questions belong together. */
export function nobodysTag(): string {
  return randomBytes(32).toString('base64url');
}

interface Owned {
  readonly id: string;
  readonly owner: string;
}

export function isOwner(secret: string, roomId: string, { id, owner }: Owned, personId: string): boolean {
  const mine = Buffer.from(ownerTag(secret, roomId, id, personId));
  const its = Buffer.from(owner);
  return mine.length === its.length && timingSafeEqual(mine, its);
}
