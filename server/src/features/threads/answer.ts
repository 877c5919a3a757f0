import type { AnswerRecord, PostRecord, ThreadRecord } from './model.ts';

/**
 * The accepted answer of a thread, from event to event:
 *
 *     none ── accept n ──► n shown ── n deleted ──► n hidden
 *      ▲                    │  ▲                      │  │
 *      └──── take back ─────┘  └──── n restored ──────┘  └── words of n gone for good: none
 *
 * Another one that is accepted takes the place of n, shown or hidden. Edits change nothing: whoever asked is told that it was
 * edited, as of every post. Whoever leaves stays with no name, as author of the answer and as who accepted it.
 *
 * Gives both fields as they are after post `changed` was.
 */
export function withAnswer(
  { answerNo = null }: Pick<ThreadRecord, 'answerNo'>,
  answer: AnswerRecord | null | undefined,
  changed: Pick<PostRecord, 'no' | 'deletedAt'>,
): Pick<ThreadRecord, 'answer' | 'answerNo'> {
  if (answer === undefined) return {};
  if (answer === null) return { answer, answerNo: null };
  if (answer.no !== changed.no) return { answer, answerNo };
  return { answer, answerNo: changed.deletedAt ? null : answer.no };
}
