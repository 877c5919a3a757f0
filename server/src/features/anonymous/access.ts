import type { Byline } from '@hearth/shared/accounts/entity';
import { regionOf, statesIn, type AliasParts } from '@hearth/shared/anonymous/alias';
import { anonymousError } from '@hearth/shared/anonymous/errors';
import { anonymousLimits } from '@hearth/shared/anonymous/limits';
import type { Among } from '@hearth/shared/boards/rights';
import { commonError } from '@hearth/shared/kernel/errors';
import type { PersonId } from '@hearth/shared/kernel/ids';
import { personIdOf, type Reader } from '../../request/context.ts';
import type { Services } from '../../services.ts';
import { countAlike } from '../accounts/access.ts';
import { asksUnnamed, rightsOf, type BoardRecord } from '../boards/access.ts';
import { askedBy, enterAsked } from './asked.ts';
import { isTheirs, markOf, seal, unseal } from './asker.ts';
import { countOpenings, findAsker, insertAsker } from './store.ts';

/** An alias as threads and posts keep it. */
export interface AliasRecord extends AliasParts {
  /** Under which id its asker is kept: of the thread it was begun in, wherever a post may stand later. */
  readonly askerId: string;
}

/** As much of role and region as fits enough of those who may start a thread on the board, whoever asks included. */
export async function aliasFor(services: Services, board: BoardRecord, { work, state }: Byline): Promise<AliasParts> {
  if (!asksUnnamed(board)) throw anonymousError('named-here');
  const among: Among = rightsOf(board).start;
  const region = regionOf(state);
  const tries: AliasParts[] = [...(region ? [{ work, region }] : []), { work, region: null }];
  for (const parts of tries) {
    const states = parts.region && statesIn(parts.region);
    const alike = await countAlike(among, { work, ...(states && { states }) }, services.isDemo);
    if (alike >= anonymousLimits.alike) return parts;
  }
  return { work: null, region: null };
}

/** Before the thread is there, so that it never is without its asker. Refused where it is somebody else's already. */
export async function keepAsker({ secret }: Services, askerId: string, personId: string): Promise<void> {
  await insertAsker({ _id: askerId, ...seal(secret, askerId, personId) });
  const kept = await findAsker(askerId);
  if (!kept || !isTheirs(secret, askerId, kept, personId)) throw commonError('id-taken');
}

/** Whether the reader is who stands behind an alias. */
export async function isAsker(
  { services, actor }: Reader,
  { askerId }: Pick<AliasRecord, 'askerId'>,
): Promise<boolean> {
  const personId = personIdOf(actor);
  const kept = personId && (await findAsker(askerId));
  return !!kept && isTheirs(services.secret, askerId, kept, personId);
}

/** Where somebody is told of what happens to what they asked without a name. */
export interface HiddenAddress {
  readonly personId: PersonId;
  /** In the place of their id wherever that is stored; nobody can connect the two, or two of one person. */
  readonly name: string;
}

/** For what is done for an asker in silence, and never for anything that is shown. Null where it is nobody any more. */
export async function addressOf(
  services: Services,
  alias: Pick<AliasRecord, 'askerId'> | undefined,
): Promise<HiddenAddress | null> {
  const kept = alias && (await findAsker(alias.askerId));
  const personId = kept && unseal(services.secret, alias.askerId, kept);
  if (!personId) return null;
  await enterAsked(services, personId, alias.askerId);
  return { personId, name: nameOf(services, alias.askerId, personId) };
}

/** All names under which somebody is told of what they asked. */
export async function hiddenNamesOf(services: Services, personId: string): Promise<string[]> {
  const asked = await askedBy(services, personId);
  return asked.map((askerId) => nameOf(services, askerId, personId));
}

function nameOf({ secret }: Services, askerId: string, personId: string): string {
  return markOf(secret, `bell ${askerId} ${personId}`);
}

/** Of one's own question, how often it was opened who asked it; null for all others. */
export async function asksIn(reader: Reader, alias: AliasRecord | undefined): Promise<{ opened: number } | null> {
  return alias && (await isAsker(reader, alias)) ? { opened: await countOpenings(alias.askerId) } : null;
}
