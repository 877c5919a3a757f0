import { reviewLimits } from '@hearth/shared/review/limits';

/** What the address asks for: a board, and how far back. The schema reads what is there. */
export function askedIn(params: URLSearchParams): { boardId?: string; weeks?: number } {
  const [boardId, weeks] = [params.get('board'), params.get('weeks')];
  return { ...(boardId && { boardId }), ...(weeks && { weeks: Number(weeks) }) };
}

/** How far back one may look, in weeks. */
export const spans = [4, reviewLimits.usualWeeks, 26, reviewLimits.weeks] as const;
