import { isStaff } from '@hearth/shared/kernel/access';
import type { Byline, Language } from '@hearth/shared/accounts/entity';
import { commonError } from '@hearth/shared/kernel/errors';
import { requirePerson, type Context } from '../../request/context.ts';
import { isAuthorOf } from '../threads/access.ts';
import { withoutTakenBack } from './present.ts';
import { readNoted } from './reading.ts';
import { takenBack } from './sources.ts';

/** A note as it may stand elsewhere. */
export interface GivenNote {
  readonly title: string;
  readonly language: Language;
  /** In Markdown; empty where nothing is said. */
  readonly problem: string;
  readonly worked: string;
  readonly steps: string;
  /** Whom it names, each once; nobody who wrote without a name. */
  readonly named: readonly Byline[];
  /** The posts it was made of. */
  readonly nos: readonly number[];
  /** Whether whoever gives it wrote in its thread without a name, which this would tell. */
  readonly isNameless: boolean;
}

/** A published note, for whoever may change it and for curators; without what was taken back since. */
export async function requireGivable(context: Context, threadId: string): Promise<GivenNote> {
  const { actor } = requirePerson(context);
  const noted = await readNoted(context, threadId);
  if (noted?.note?.status !== 'published') throw commonError('no-such-thing');
  if (!noted.mayChange && !isStaff(actor)) throw commonError('not-yours');
  const { thread } = noted;
  const { title, language, problem, worked, steps, sources } = withoutTakenBack(
    noted.note,
    await takenBack(context, noted.note),
  );
  const named = sources.flatMap(({ by, alias, named: isNamed }) => (by && !alias && isNamed ? [by] : []));
  return {
    ...{ title, language, problem: problem.text, worked: worked.text, steps: steps.text },
    nos: sources.map(({ no }) => no),
    named: [...new Map(named.map((by) => [by.personId, by])).values()],
    isNameless: Boolean(thread.alias) && (await isAuthorOf(context, thread)),
  };
}
