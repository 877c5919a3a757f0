import type { PersonId } from '../kernel/ids.ts';
import type { Somebody } from '../kernel/access.ts';

interface Written {
  readonly by: { readonly personId: PersonId } | null;
  readonly alias?: object | undefined;
}

/** `asks`: whether they are who stands behind the alias, where something was written under one. */
export function isAuthor(actor: Somebody, { by, alias }: Written, asks = false): boolean {
  return alias ? asks : actor.kind === 'person' && by?.personId === actor.id;
}

/** Whoever asked knows what helped; whoever moderates the board helps those who forget to say so. */
export function mayAcceptAnswer(actor: Somebody, thread: Written, moderates: boolean, asks = false): boolean {
  return isAuthor(actor, thread, asks) || moderates;
}

/** Only the author changes the words of a post. */
export function mayEditPost(actor: Somebody, post: Written, asks = false): boolean {
  return isAuthor(actor, post, asks);
}

/** Who takes link cards away from a post: its author, and whoever moderates its board. */
export function mayTakeCards(actor: Somebody, post: Written, moderates: boolean, asks = false): boolean {
  return isAuthor(actor, post, asks) || moderates;
}

const DAY_MS = 86_400_000;

/** When a thread closes by itself if nobody writes until then, in milliseconds; null where its board lets threads stay open. */
export function closingTime(lastPostAt: string | Date, quietDays: number | null): number | null {
  return quietDays === null ? null : new Date(lastPostAt).getTime() + quietDays * DAY_MS;
}
