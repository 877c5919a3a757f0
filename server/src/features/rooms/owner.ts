import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The mark on a question by which its asker is known again. It is keyed with the server's secret, which is not in the
 * store, so that nobody who reads the store learns who asked (promise L12).
 */
export function ownerMark(secret: string, roomId: string, questionId: string, personId: string): string {
  return createHmac('sha256', secret).update(`question ${roomId} ${questionId} ${personId}`).digest('base64url');
}

interface Owned {
  readonly id: string;
  readonly owner: string;
}

export function isOwner(secret: string, roomId: string, { id, owner }: Owned, personId: string): boolean {
  const mine = Buffer.from(ownerMark(secret, roomId, id, personId));
  const its = Buffer.from(owner);
  return mine.length === its.length && timingSafeEqual(mine, its);
}
