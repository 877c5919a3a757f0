import type { Poll, PollDraft } from '@hearth/shared/polls/entity';
import { wallOf } from '@hearth/shared/kernel/wall-time';

/** A poll that is being written: its closing date as the clocks here show it, or nothing. */
export interface WrittenPoll extends Omit<PollDraft, 'closesAt'> {
  readonly closes: string;
}

export const emptyPoll: WrittenPoll = {
  ...{ question: '', options: ['', '', ''], many: false, named: false },
  ...{ results: 'always', closes: '' },
};

/** Names of its fields, whose words others will read: a form has them while it has a poll. */
export const pollFields = ['pollQuestion', ...Array.from({ length: 12 }, (_, n) => `pollOption${n}`)];

export const here = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** As it is sent: empty options were meant for nobody. */
export function sentPoll({ closes, options, ...rest }: WrittenPoll): PollDraft {
  const closesAt = closes ? new Date(closes).toISOString() : null;
  return { ...rest, options: options.map((one) => one.trim()).filter(Boolean), closesAt };
}

export function writtenPoll({ question, options, many, named, results, closesAt }: PollDraft | Poll): WrittenPoll {
  const closes = closesAt ? wallOf(Date.parse(closesAt), here()) : '';
  return { question, options: [...options], many, named, results, closes };
}

/** From a draft or a field of a form. What lies on a device may have been written by anybody; the server reads it again. */
export function readWritten(text: string): WrittenPoll | null {
  try {
    const kept: unknown = JSON.parse(text || 'null');
    if (typeof kept !== 'object' || kept === null) return null;
    const { question, options, many, named, results, closes }: Partial<Record<keyof WrittenPoll, unknown>> = kept;
    return {
      question: String(question ?? ''),
      options: Array.isArray(options) ? options.map(String).slice(0, 12) : ['', ''],
      ...{ many: many === true, named: named === true, closes: String(closes ?? '') },
      results: results === 'voted' || results === 'closed' ? results : 'always',
    };
  } catch {
    return null;
  }
}
