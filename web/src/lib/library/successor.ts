import { entryIdIn } from '../collections/rows.ts';
import { text } from '../api/answers.ts';

/** The entry to be used instead, as its address stands in a form; what is no such address is sent as it is, and refused. */
export function successorIn(form: FormData): { successor?: string } {
  const written = text(form, 'successor').trim();
  return written ? { successor: entryIdIn(written) ?? written } : {};
}
