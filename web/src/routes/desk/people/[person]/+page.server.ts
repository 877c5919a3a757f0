import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

const DAY_MS = 86_400_000;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const [standing, rules, canned, trust] = await Promise.all([
    locals.api.query('sanction.of', { personId: params.person }),
    locals.api.query('house-rules.get', {}),
    locals.api.query('reason.list', {}),
    locals.api.query('trust.get', { personId: params.person }),
  ]);
  const its = found(standing);
  const { shown } = found(rules);
  const decided = url.searchParams.get('decided');
  return {
    ...its,
    // Right after it was decided, as long as it can be taken back.
    decided: its.sanctions.find(({ id, may }) => id === decided && may.undo) ?? null,
    trust: trust.ok ? trust.value : null,
    rules: shown.rules.map(({ id, title }) => ({ id, title })),
    reasons: found(canned).reasons.filter(({ boardId }) => boardId === null),
    ids: Object.fromEntries(its.sanctions.map(({ id }) => [id, locals.api.freshId()])),
    commandId: locals.api.freshId(),
    noteId: locals.api.freshId(),
  };
};

/** Days from now; empty for no end. */
function endIn(form: FormData): string | null {
  const days = Number(text(form, 'days'));
  const isTimed = /^(silence|suspension)$/.test(text(form, 'kind'));
  return isTimed && days > 0 ? new Date(Date.now() + days * DAY_MS).toISOString() : null;
}

/** What a moderator wrote, after the common reason in the person's language; and the rule of that, unless another was chosen. */
async function saidIn(form: FormData, api: App.Locals['api'], personId: string) {
  const [own, ruleId, reasonId] = [text(form, 'words').trim(), text(form, 'ruleId'), text(form, 'reasonId')];
  if (!reasonId) return { words: own, ruleId };
  const [canned, standing] = await Promise.all([api.query('reason.list', {}), api.query('sanction.of', { personId })]);
  const reason = found(canned).reasons.find(({ id }) => id === reasonId);
  const words = [reason?.words[found(standing).locale] ?? '', own].filter(Boolean).join('\n\n');
  return { words, ruleId: ruleId || (reason?.rule.id ?? '') };
}

export const actions: Actions = {
  impose: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const result = await locals.api.command('sanction.impose', text(form, 'commandId'), {
      personId: params.person,
      kind: text(form, 'kind'),
      ...(await saidIn(form, locals.api, params.person)),
      until: endIn(form),
    });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/desk/people/${params.person}?decided=${result.value.sanctionId}`);
  },
  lift: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const which = { personId: params.person, sanctionId: text(form, 'sanctionId') };
    const how = { words: text(form, 'words'), mistake: text(form, 'how') === 'mistake' };
    const result = await locals.api.command('sanction.lift', text(form, 'commandId'), { ...which, ...how });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/desk/people/${params.person}`);
  },
  decide: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const which = { personId: params.person, sanctionId: text(form, 'sanctionId') };
    const how = { words: text(form, 'words'), outcome: text(form, 'outcome') };
    const result = await locals.api.command('sanction.decide-appeal', text(form, 'commandId'), { ...which, ...how });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/desk/people/${params.person}`);
  },
  note: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { personId: params.person, words: text(form, 'note') };
    const result = await locals.api.command('sanction.note', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/desk/people/${params.person}`);
  },
};
