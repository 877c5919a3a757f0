import type { DeskFilter } from '@hearth/shared/desk/entity';
import { deskAreas } from '@hearth/shared/desk/kinds';

/** What one looks for, as it stands in the address. The schema of the query reads what is there. */
export function filterIn(params: URLSearchParams): DeskFilter {
  const text = (name: string) => params.get(name) || undefined;
  const areas = deskAreas.filter((area) => params.getAll('area').includes(area));
  const wanted = {
    boardId: text('board'),
    personId: text('person'),
    language: text('language'),
    from: text('from'),
    to: text('to'),
    areas: areas.length > 0 ? areas : undefined,
    needsDecision: params.has('decide') || undefined,
    withFiles: params.has('files') || undefined,
    unanswered: params.has('unanswered') || undefined,
  };
  // Whatever else somebody typed into the address is refused by the query.
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) as DeskFilter;
}

/** The same for an address; `more` in the place of what is there. */
export function addressOf(filter: DeskFilter, more: Readonly<Record<string, string>> = {}): string {
  const params = new URLSearchParams();
  const { boardId, areas = [], personId, language, needsDecision, withFiles, unanswered, from, to } = filter;
  for (const area of areas) params.append('area', area);
  const single = { board: boardId, person: personId, language, from, to, ...more };
  for (const [name, value] of Object.entries(single)) if (value) params.set(name, value);
  if (needsDecision) params.set('decide', 'yes');
  if (withFiles) params.set('files', 'yes');
  if (unanswered) params.set('unanswered', 'yes');
  const query = params.toString();
  return query === '' ? '/desk' : `/desk?${query}`;
}
