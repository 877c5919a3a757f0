import type { AuditEntry } from '@hearth/shared/audit/entity';
import type { Language } from '@hearth/shared/accounts/entity';
import * as m from '../paraglide/messages.js';
import { row } from '../desk/csv-cell.ts';
import { nobodyOf, sentences } from './act-sentences.ts';
import { changesIn, nameOf } from './words.ts';

/** As spreadsheets understand it everywhere: commas, quotes, and a mark that says it is UTF-8. */
export const CSV_BEGIN = '\uFEFF';

export function headings(): string {
  return row([
    m.audit_at(),
    m.audit_who(),
    m.audit_sentence(),
    m.audit_board(),
    m.audit_changes(),
    m.audit_reason_column(),
  ]);
}

export function rowOf(entry: AuditEntry, language: Language): string {
  const who = entry.by?.name ?? nobodyOf(entry.act);
  const what = nameOf(entry.on, language);
  const about = entry.about?.name ?? m.audit_nobody();
  return row([
    entry.at,
    who,
    sentences[entry.act]?.({ who, what, about }) ?? entry.act,
    entry.board?.name[language] ?? '',
    changesIn(entry, language)
      .map(({ what, values }) => `${what}: ${values.map(({ words }) => words).join(' → ')}`)
      .join('; '),
    entry.reason ?? '',
  ]);
}
