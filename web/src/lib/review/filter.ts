import type { QueryNamed } from '@hearth/shared/contract';
import type { SentTo } from '@hearth/shared/kernel/command';
import type { Meant } from '../accounts/meant.ts';

type Asked = SentTo<QueryNamed<'review.list'>>;

/** What the queue is filtered by, as the form and the address have it. */
export interface Filter {
  readonly state: string;
  readonly kind: string;
  readonly reason: string;
  readonly board: string;
  readonly mine: boolean;
  /** A name, or the address of a person's page. */
  readonly reporter: string;
  readonly author: string;
}

/** Whom it means by them. */
export interface People {
  readonly reporter: Meant | null;
  readonly author: Meant | null;
}

export function filterIn(params: URLSearchParams): Filter {
  const of = (name: string) => params.get(name)?.trim() ?? '';
  return {
    ...{ state: of('state'), kind: of('kind'), reason: of('reason'), board: of('board'), mine: params.has('mine') },
    ...{ reporter: of('reporter'), author: of('author') },
  };
}

export function queryOf({ state, kind, reason, board, mine }: Filter, { reporter, author }: People): Asked {
  return {
    // The schema reads which it is.
    ...(state && { state: state as NonNullable<Asked['state']> }),
    // The same.
    ...(kind && { kind: kind as NonNullable<Asked['kind']> }),
    // The same.
    ...(reason && { reason: reason as NonNullable<Asked['reason']> }),
    ...(board && { boardId: board }),
    ...(mine && { mine }),
    ...(reporter?.personId && { reporter: reporter.personId }),
    ...(author?.personId && { author: author.personId }),
  };
}
