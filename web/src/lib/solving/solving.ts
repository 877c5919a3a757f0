import AnswerLift from './AnswerLift.svelte';
import AnswerPart from './AnswerPart.svelte';

/** What the page of a question needs more than that of a discussion, which does not load it. */
export const solving = { AnswerLift, AnswerPart };
export type Solving = typeof solving;
