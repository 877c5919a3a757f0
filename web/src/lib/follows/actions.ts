import type { FollowLevel } from '@hearth/shared/follows/levels';
import type { Result } from '@hearth/shared/kernel/errors';
import { redirect, type ActionFailure } from '@sveltejs/kit';
import { formOf, refusal, text, type Refusal } from '../api/answers.ts';
import { whatOf } from './live-level.svelte.ts';

interface Event {
  readonly request: Request;
  readonly locals: App.Locals;
  readonly url: URL;
}

/** What the buttons do before scripts run. Saying it twice is saying it once, so that each try is a command of its own. */
export async function follow({ request, locals, url }: Event): Promise<ActionFailure<Refusal>> {
  const form = await formOf(request);
  const result = await send(locals, form);
  if (!result.ok) return refusal(result.error, form);
  // What was chosen in an address stays chosen.
  const { searchParams } = url;
  searchParams.delete('/follow');
  redirect(303, url.pathname + (searchParams.size > 0 ? `?${searchParams}` : ''));
}

function send({ api }: App.Locals, form: FormData): Promise<Result<unknown>> {
  const [kind, id] = [text(form, 'kind'), text(form, 'id')];
  // The schema reads which it is.
  const level = text(form, 'level') as FollowLevel;
  const commandId = crypto.randomUUID();
  if (kind === 'person') return api.command('person.mute', commandId, { personId: id, muted: level === 'mute' });
  return api.command('follow.set', commandId, { what: whatOf({ kind, id }), level });
}
