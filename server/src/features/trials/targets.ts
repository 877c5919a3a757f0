import type { InputOf } from '@hearth/shared/kernel/command';
import type { withdrawTrial } from '@hearth/shared/trials/commands';
import type { QueryContext } from '../../request/context.ts';
import { answerFor } from './answers.ts';
import { entryFor } from './entries.ts';
import type { Target } from './target.ts';

/** What a command or query is about. */
export async function targetOf(context: QueryContext, which: InputOf<typeof withdrawTrial>): Promise<Target> {
  return 'entryId' in which ? entryFor(context, which.entryId) : answerFor(context, which);
}
