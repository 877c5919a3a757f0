import type { RequestEvent } from '@sveltejs/kit';
import type { ReportReason } from '@hearth/shared/review/limits';
import { formOf, found, refusal, text } from '../api/answers.ts';

/** What an address says is to be reported; the schema reads whether it can be. */
type Subject =
  | { readonly kind: 'post'; readonly threadId: string; readonly no: number }
  | { readonly kind: 'question'; readonly roomId: string; readonly questionId: string }
  | { readonly kind: 'person'; readonly personId: string };

/** `person/<id>`, `question/<room>/<id>`, or a thread and the number of a post; null for what leads nowhere. */
export function subjectAt(path: string): Subject | null {
  const [first = '', second = '', third = '', ...more] = path.split('/');
  if (!second || more.length > 0) return null;
  if (first === 'question') return third ? { kind: 'question', roomId: second, questionId: third } : null;
  if (third) return null;
  return first === 'person'
    ? { kind: 'person', personId: second }
    : { kind: 'post', threadId: first, no: Number(second) };
}

type Event = Pick<RequestEvent, 'request' | 'locals'>;

/** Of each of the pages where something is reported. */
export async function reportPage({ locals }: Pick<RequestEvent, 'locals'>, subject: Subject) {
  const { shown, own } = found(await locals.api.query('report.about', { subject }));
  return { subject, shown, own, commandId: locals.api.freshId() };
}

export async function sendReport({ request, locals }: Event, subject: Subject) {
  const form = await formOf(request);
  // The schema reads which it is.
  const reason = text(form, 'reason') as ReportReason;
  const input = { subject, reason, note: text(form, 'note') };
  const result = await locals.api.command('report.make', locals.api.freshId(), input);
  return result.ok ? { sent: result.value.reason } : refusal(result.error, form);
}
