import type { CommandNamed } from '@hearth/shared/contract';
import { collectionLimits } from '@hearth/shared/collections/limits';
import type { SentTo } from '@hearth/shared/kernel/command';
import { commonError, type WireError } from '@hearth/shared/kernel/errors';
import type { ApiClient } from '@hearth/shared/transport';
import { fail, redirect } from '@sveltejs/kit';
import { formOf, refusal, text, texts, wishOf } from '../api/answers.ts';
import { entryIdIn, moved, rowsOf, type FormRow } from './rows.ts';

/** Keeps what the form of a collection says, and leads back to it where somebody goes on with it. */
export async function saved(api: ApiClient, request: Request, collectionId: string | null) {
  const form = await formOf(request);
  const before = rowsIn(form);
  const rows = withNew(form, before);
  if (!rows) return refused(commonError('invalid-input', { fields: { newEntry: 'address' } }).wire, form, before);
  const id = text(form, 'commandId');
  const words = wordsIn(form, rows);
  const kept = collectionId
    ? await api.command('collection.change', id, { ...words, collectionId, rev: Number(text(form, 'rev')) })
    : await api.command('collection.draft', id, words);
  if (!kept.ok) return refused(kept.error, form, rows);
  const isGoingOn = !collectionId || text(form, 'move') || text(form, 'then') === 'stay';
  redirect(303, `/library/collections/${isGoingOn ? `edit?id=${kept.value.id}#rows` : kept.value.id}`);
}

/** In the order that was asked for, without those that were crossed out; a heading that says nothing is none. */
function rowsIn(form: FormData): FormRow[] {
  const dropped = texts(form, 'rowDrop').map(Number);
  const all = rowsOf(form).map((row, n): FormRow | null => {
    if (dropped.includes(n)) return null;
    return row.kind === 'heading' && !row.words.trim() ? null : row;
  });
  return inOrder(all, text(form, 'move')).filter((row) => row !== null);
}

/** `3 0`: the fourth to the top. */
function inOrder<T>(rows: readonly T[], move: string): readonly T[] {
  const [from, to] = move.split(' ').map(Number);
  return from === undefined || to === undefined ? rows : moved(rows, from, Math.max(0, to));
}

/** With what was filled in below them; null where that is the address of nothing. */
function withNew(form: FormData, rows: readonly FormRow[]): FormRow[] | null {
  const heading = text(form, 'newHeading').trim();
  const written = text(form, 'newEntry').trim();
  const ref = written ? entryIdIn(written) : null;
  if (written && !ref) return null;
  return [
    ...rows,
    ...(heading ? [{ kind: 'heading', ref: '', words: heading, title: '' } as const] : []),
    ...(ref ? [{ kind: 'entry', ref, words: '', title: written } as const] : []),
  ];
}

type Sent = SentTo<CommandNamed<'collection.draft'>>;

function wordsIn(form: FormData, rows: readonly FormRow[]): Sent {
  const given = {
    title: text(form, 'title'),
    intro: text(form, 'intro'),
    audience: text(form, 'audience'),
    groups: texts(form, 'groups'),
    rows: rows.map(({ kind, ref, words }) =>
      kind === 'heading' ? { kind, text: words } : { kind, entryId: ref, note: words },
    ),
    ...wishOf(form),
  };
  // What a form says is text; the command's schema refuses whatever it is not.
  return given as Sent;
}

function refused(error: WireError, form: FormData, rows: readonly FormRow[]) {
  const { status, data } = refusal(error, form);
  const { title, intro, audience, groups, newHeading, newEntry } = data.given;
  const given = { title, intro, audience, groups, newHeading, newEntry };
  return fail(status, { ...data, given, rows: rows.slice(0, collectionLimits.rows + 1) });
}
