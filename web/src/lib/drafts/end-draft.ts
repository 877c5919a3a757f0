import type { ApiClient } from '@hearth/shared/transport';
import { text } from '../api/answers.ts';

/**
 * Before scripts run: the form was filled with a draft, which is sent by now, whatever was changed in it. Nothing of its words
 * stays on the server, which would know whose they are where they were sent without a name.
 */
export async function endDraft(api: ApiClient, place: string, form: FormData): Promise<void> {
  const version = Number(text(form, 'draft'));
  if (!version) return;
  const by = { commandId: crypto.randomUUID(), turn: 1 };
  // Where it has gone already, or something newer is there, nothing is saved.
  await api.command('draft.save', crypto.randomUUID(), { place, title: '', text: '', expected: version, by });
}
