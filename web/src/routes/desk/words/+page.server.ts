import { wordListLimits } from '@hearth/shared/word-lists/limits';
import type { WordAction, WordLanguage } from '@hearth/shared/word-lists/entity';
import { formOf, found, givenIn, refusal, text } from '#lib/api/answers.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const [find, after] = [url.searchParams.get('find') ?? '', url.searchParams.get('after') ?? ''];
  const most = wordListLimits.phrase;
  const input = { find: find.slice(0, most), after: after.slice(0, most) };
  const list = found(await locals.api.query('word.list', input));
  const done = { added: url.searchParams.get('added'), isRestored: url.searchParams.has('restored') };
  return { list, find, ...done, commandId: locals.api.freshId() };
};

export const actions: Actions = {
  add: async ({ request, locals }) => {
    const form = await formOf(request);
    const phrases = text(form, 'phrases')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean);
    const instead = text(form, 'instead').trim();
    // The schema reads which they are.
    const [language, action] = [text(form, 'language') as WordLanguage, text(form, 'action') as WordAction];
    const input = { phrases, language, action, ...(action === 'instead' && instead && { instead }) };
    const result = await locals.api.command('word.watch', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/desk/words?added=${result.value.added}`);
  },
  remove: async ({ request, locals }) => {
    const form = await formOf(request);
    // The schema reads which it is.
    const input = { wordId: text(form, 'wordId') };
    const result = await locals.api.command('word.unwatch', locals.api.freshId(), input);
    if (!result.ok) return refusal(result.error, form);
    // What the row said, for putting it back.
    return { error: undefined, given: {}, removed: givenIn(form) };
  },
  restore: async ({ request, locals }) => {
    const form = await formOf(request);
    const [phrase, instead] = [text(form, 'phrase'), text(form, 'instead')];
    // The schema reads which they are.
    const [language, action] = [text(form, 'language') as WordLanguage, text(form, 'action') as WordAction];
    const input = { phrases: [phrase], language, action, ...(instead && { instead }) };
    const result = await locals.api.command('word.watch', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/desk/words?restored');
  },
  test: async ({ request, locals }) => {
    const form = await formOf(request);
    const given = givenIn(form);
    // What a browser sends as CRLF is one sign here, as in what comes back.
    const result = await locals.api.query('word.test', { text: given['text'] ?? '' });
    if (!result.ok) return refusal(result.error, form);
    return { error: undefined, given, hits: result.value.hits };
  },
};
