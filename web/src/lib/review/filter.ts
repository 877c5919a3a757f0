import type { QueryNamed } from '@hearth/shared/contract';
import type { SentTo } from '@hearth/shared/kernel/command';

type Asked = SentTo<QueryNamed<'review.list'>>;

/** What the queue is filtered by, as the form and the address have it. */
export interface Filter {
  readonly state: string;
  readonly kind: string;
  readonly reason: string;
  readonly board: string;
  readonly mine: boolean;
  readonly reporter: string;
  readonly author: string;
}

export function filterIn(params: URLSearchParams): Filter {
  const of = (name: string) => params.get(name)?.trim() ?? '';
  return {
    ...{ state: of('state'), kind: of('kind'), reason: of('reason'), board: of('board'), mine: params.has('mine') },
    ...{ reporter: idIn(of('reporter')), author: idIn(of('author')) },
  };
}

/** The id, or the address of a person's page. */
function idIn(text: string): string {
  return /[0-9a-f]{16}/.exec(text)?.[0] ?? '';
}

export function queryOf({ state, kind, reason, board, mine, reporter, author }: Filter): Asked {
  return {
    // The schema reads which it is.
    ...(state && { state: state as NonNullable<Asked['state']> }),
    // The same.
    ...(kind && { kind: kind as NonNullable<Asked['kind']> }),
    // The same.
    ...(reason && { reason: reason as NonNullable<Asked['reason']> }),
    ...(board && { boardId: board }),
    ...(mine && { mine }),
    ...(reporter && { reporter }),
    ...(author && { author }),
  };
}
