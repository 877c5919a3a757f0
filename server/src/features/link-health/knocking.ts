import { answerOf, type Answer } from '../../platform/public-web/answer.ts';
import { NoSuchName, Unfetched, type Method } from '../../platform/public-web/connect.ts';
import type { Asking } from '../../platform/public-web/fetch.ts';
import { codeOf } from '../../platform/error-code.ts';
import type { Outcome } from './verdict.ts';

/** For each of the two questions, redirects too. */
const MOST_MS = 8_000;
/** Whoever wants to be left alone for longer is asked again all the same. */
const LONGEST_WAIT_MS = 7 * 86_400_000;
/** Of a link that is not there, and is not said to come back. */
const GONE: ReadonlySet<number> = new Set([404, 410]);
/** Whoever answers so wants fewer questions, and no second one. */
const BUSY: ReadonlySet<number> = new Set([429, 503]);
/** Nobody is there, or nobody there knows this name; and no network of ours is at fault. */
const NOBODY: ReadonlySet<unknown> = new Set(['ENOTFOUND', 'ENODATA', 'ECONNREFUSED']);

/** Whether a link opens: first without what is behind it, and where that is not answered well, with a byte of it. */
export async function knock(url: URL, asking: Asking, now: Date): Promise<Outcome> {
  const first = await asked(url, asking, 'HEAD', now);
  // Many refuse a question that no browser asks, and some break off.
  return first.isFinal ? first.outcome : (await asked(url, asking, 'GET', now)).outcome;
}

interface Told {
  readonly outcome: Outcome;
  /** Whether a second question would say nothing else. */
  readonly isFinal: boolean;
}

async function asked(url: URL, asking: Asking, method: Method, now: Date): Promise<Told> {
  const late = AbortSignal.timeout(MOST_MS);
  try {
    return toldBy(await answerOf(url, { ...asking, signal: AbortSignal.any([asking.signal, late]) }, method), now);
  } catch (error) {
    asking.signal.throwIfAborted();
    const isGone = error instanceof NoSuchName || NOBODY.has(codeOf(error));
    const isFinal = isGone || late.aborted || error instanceof Unfetched;
    return { outcome: { kind: isGone ? 'gone' : 'unclear' }, isFinal };
  }
}

function toldBy({ status, retryAfter }: Answer, now: Date): Told {
  // 416: it has no first byte, and is there.
  if ((status >= 200 && status < 300) || status === 416) return { outcome: { kind: 'opens' }, isFinal: true };
  if (GONE.has(status)) return { outcome: { kind: 'gone' }, isFinal: false };
  const waitMs = waitIn(retryAfter, now);
  return { outcome: { kind: 'unclear', ...(waitMs > 0 && { waitMs }) }, isFinal: BUSY.has(status) };
}

/** Seconds, or a date. */
function waitIn(header: string | null, now: Date): number {
  if (!header) return 0;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now.getTime();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_WAIT_MS) : 0;
}
