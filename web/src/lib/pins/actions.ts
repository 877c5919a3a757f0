import { redirect, type ActionFailure } from '@sveltejs/kit';
import { formOf, refusal, text, type Refusal } from '../api/answers.ts';

interface Event {
  readonly request: Request;
  readonly locals: App.Locals;
  readonly url: URL;
}

/** What the button does before scripts run. Saying it twice is saying it once, so that each try is a command of its own. */
export async function fold({ request, locals, url }: Event): Promise<ActionFailure<Refusal>> {
  const form = await formOf(request);
  const [threadId = '', how] = text(form, 'pin').split(' ');
  const result = await locals.api.command('pin.fold', crypto.randomUUID(), { threadId, folded: how === 'fold' });
  if (!result.ok) return refusal(result.error, form);
  redirect(303, url.pathname);
}
