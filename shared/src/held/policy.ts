import type { Role } from '../kernel/rights.ts';
import type { GateSettings } from './entity.ts';

/** How well somebody is known here. Worked out whenever it is asked, and stored nowhere. */
export const trustLevels = ['new', 'member', 'regular'] as const;
export type TrustLevel = (typeof trustLevels)[number];

/** What each level takes besides being `new`: days since one joined, and posts that stand. */
export const trustNeeds = {
  member: { days: 7, posts: 3 },
  regular: { days: 60, posts: 25 },
} as const;

export interface Known {
  readonly role: Role;
  readonly days: number;
  readonly posts: number;
  /** Somebody who knows them has asked them in, or let them into a group. */
  readonly isVouched: boolean;
}

export function trustOf({ role, days, posts, isVouched }: Known): TrustLevel {
  const has = (needs: { readonly days: number; readonly posts: number }) => days >= needs.days && posts >= needs.posts;
  if (role !== 'member' || has(trustNeeds.regular)) return 'regular';
  return isVouched || has(trustNeeds.member) ? 'member' : 'new';
}

/** As it is until an admin says otherwise. */
export const usualGates: GateSettings = {
  firstPosts: 0,
  linksOfNew: 2,
  linksOfMembers: 10,
  flood: 30,
  hideAt: 3,
  pauseAt: 2,
};

/** How long a board stays as it is once people who are new have written too much there. */
export const FLOOD_MINUTES = 10;

/**
 * An address with its scheme, or a host as people write it, which becomes a link as well. Ends of two letters only in small
 * ones: a full stop without a blank behind it, as in "Thanks.It works", makes no link.
 */
const LINK =
  /[hH][tT]{2}[pP][sS]?:\/\/\S|(?<![\p{L}\p{N}@.-])(?:[\p{L}\p{N}-]{1,63}\.){1,8}(?:[a-z]{2}|app|asia|biz|com|community|coop|dev|edu|education|example|foundation|gov|info|name|net|ngo|org|pro|school|shop|web)(?![\p{L}\p{N}-])/gu;

export function countLinks(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + (text.normalize('NFKC').match(LINK)?.length ?? 0), 0);
}

/** Shorter ones are said by many: a greeting, a thank you. */
const REPEATED_LETTERS = 40;

/** Words as they are compared, whatever their case, signs and spaces; null for what is too short to be told apart. */
export function comparable(text: string): string | null {
  const bare = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
  return bare.length < REPEATED_LETTERS ? null : bare;
}

/** Where the same words stand already, within a day, as far as it is counted. */
interface Repeats {
  /** Other places where the same person has written them. */
  readonly places: number;
  /** Others who are new and have written them within the hour. */
  readonly people: number;
}

/** From here on nothing more is counted. */
export const mostRepeats: Repeats = { places: 2, people: 2 };
export const REPEATED_WITHIN_MS = 3_600_000;

/** Whether words that somebody new now writes once more are held. */
export function isRepeated({ places, people }: Repeats): boolean {
  return places >= mostRepeats.places || people >= mostRepeats.people;
}
