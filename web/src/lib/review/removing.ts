import { redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { refusal, text, type Refusal } from '../api/answers.ts';

/**
 * What others wrote is removed where a rule and a word to them are asked for: leads there, also where somebody else is on it. Each
 * press is one of its own, since what one has given back or closed meanwhile is up once more.
 */
export async function toRemove(
  { api }: RequestEvent['locals'],
  form: FormData,
  threadId: string,
): Promise<ActionFailure<Refusal>> {
  const place = { threadId, no: Number(text(form, 'no')) };
  const result = await api.command('review.open', api.freshId(), place);
  if (result.ok) redirect(303, `/desk/queue/${result.value.id}`);
  const { itemId } = result.error.params ?? {};
  if (itemId) redirect(303, `/desk/queue/${itemId}`);
  return refusal(result.error, form);
}
