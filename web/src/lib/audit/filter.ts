import type { QueryNamed } from '@hearth/shared/contract';
import type { SentTo } from '@hearth/shared/kernel/command';

type Filter = SentTo<QueryNamed<'audit.list'>>;

/** The log's filter as it stands in an address; what is empty is no filter. */
export function filterIn(params: URLSearchParams): Filter {
  const named = { by: 'by', act: 'act', boardId: 'board', about: 'about', from: 'from', to: 'to', before: 'before' };
  const given = Object.entries(named).flatMap(([field, name]) => {
    const value = params.get(name);
    return value ? [[field, value]] : [];
  });
  // The schema reads what they are.
  return Object.fromEntries(given) as Filter;
}
