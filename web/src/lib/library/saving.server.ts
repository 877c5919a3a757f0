import type { ApiClient } from '@hearth/shared/transport';
import { fail, redirect } from '@sveltejs/kit';
import type { WireError } from '@hearth/shared/kernel/errors';
import { formOf, refusal, text } from '../api/answers.ts';
import { entryIn, partsIn } from './form.ts';
import { siblingOf } from './sibling.ts';

/**
 * Keeps what the form of an entry says, and sends it where that was asked for. What was kept and is not sent leads to where it
 * is written on, so that nothing is begun twice.
 */
export async function saved(api: ApiClient, request: Request, entryId: string | null) {
  const form = await formOf(request);
  const id = text(form, 'commandId');
  const words = entryIn(form);
  const kept = entryId
    ? await api.command('library.change', id, { ...words, entryId, rev: Number(text(form, 'rev')) })
    : await api.command('library.draft', id, words);
  if (!kept.ok) return refused(kept.error, form);
  const entry = kept.value;
  if (text(form, 'then') !== 'submit') redirect(303, `/library/${entry.id}`);
  const turn = { entryId: entry.id, rev: entry.rev, act: 'submit', reason: '' } as const;
  const sent = await api.command('library.turn', siblingOf(id), turn);
  if (sent.ok) redirect(303, `/library/${entry.id}`);
  const missing = Object.keys(sent.error.fields ?? {}).join();
  redirect(303, `/library/${entry.id}${missing ? `/edit?missing=${missing}` : `?unsent=${sent.error.reason}`}`);
}

function refused(error: WireError, form: FormData) {
  const { status, data } = refusal(error, form);
  return fail(status, { ...data, parts: partsIn(form) });
}
