import { redirect, type ActionFailure } from '@sveltejs/kit';
import { formOf, refusal, text, type Refusal } from '../api/answers.ts';

interface Event {
  readonly request: Request;
  readonly locals: App.Locals;
  readonly url: URL;
}

/** What the buttons do before scripts run; `?undo=` then says what can be undone. */
export async function markAll({ request, locals, url }: Event, boardId?: string): Promise<ActionFailure<Refusal>> {
  const form = await formOf(request);
  const id = text(form, 'commandId');
  const result = await locals.api.command('unread.mark-all', id, boardId ? { boardId } : {});
  if (!result.ok) return refusal(result.error, form);
  redirect(303, `${url.pathname}?undo=${id}`);
}

export async function undo({ request, locals, url }: Event): Promise<ActionFailure<Refusal>> {
  const form = await formOf(request);
  const result = await locals.api.command('unread.undo', text(form, 'commandId'), { of: text(form, 'of') });
  if (!result.ok) return refusal(result.error, form);
  redirect(303, url.pathname);
}
