import { error, redirect } from '@sveltejs/kit';
import { found } from '#lib/api/answers.ts';
import { reportPage, sendReport, subjectAt } from '#lib/review/reporting.ts';
import type { Actions, PageServerLoad } from './$types';

/** What one has reported, and the form for whatever can be: each route weighs on the first visit of everybody. */
export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  if (params.what === '') return { own: found(await locals.api.query('report.own', {})), about: null };
  return { own: null, about: await reportPage({ locals }, subjectAt(params.what) ?? error(404)) };
};

export const actions: Actions = {
  default: ({ request, locals, params }) => sendReport({ request, locals }, subjectAt(params.what) ?? error(404)),
};
