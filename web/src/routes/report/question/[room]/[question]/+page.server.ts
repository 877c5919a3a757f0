import { redirect } from '@sveltejs/kit';
import { reportPage, sendReport, type Subject } from '#lib/review/reporting.ts';
import type { Actions, PageServerLoad, RouteParams } from './$types';

const subjectOf = ({ room, question }: RouteParams): Subject => ({
  kind: 'question',
  roomId: room,
  questionId: question,
});

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  return reportPage({ locals }, subjectOf(params));
};

export const actions: Actions = {
  default: ({ request, locals, params }) => sendReport({ request, locals }, subjectOf(params)),
};
