import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { isStaff } from '@hearth/shared/kernel/access';
import { commonError } from '@hearth/shared/kernel/errors';
import type * as contract from '@hearth/shared/sanctions/queries';
import { sanctionLimits } from '@hearth/shared/sanctions/limits';
import { maySanction } from '@hearth/shared/sanctions/policy';
import { noteLook } from '../../request/audit.ts';
import { personIdOf, type QueryContext } from '../../request/context.ts';
import { ruleNames } from '../house-rules/access.ts';
import { findPerson, findRefused, presentByline, readPeople } from '../accounts/access.ts';
import { isInForce, waitsForOther } from './in-force.ts';
import { presentForStaff, presentSanctions, type Reading } from './present.ts';
import { findStanding, readAppeals, readInForce, type SanctionRecord, type StandingRecord } from './store.ts';

type Own = typeof contract.ownSanctions;
type Refused = typeof contract.refusedSanctions;
type Of = typeof contract.sanctionsOf;
type List = typeof contract.listSanctions;

export async function own({ actor, services }: QueryContext): Promise<OutputOf<Own>> {
  const personId = personIdOf(actor);
  const record = personId && (await findStanding(personId));
  return { sanctions: await presentSanctions(record, services.clock.now()) };
}

/** What keeps somebody out, and nothing else of their history: the token may be on a screen that others see. */
export async function refused({ services }: QueryContext, { token }: InputOf<Refused>): Promise<OutputOf<Refused>> {
  const person = await findRefused(services, token);
  if (!person) throw commonError('no-such-thing');
  const all = await presentSanctions(await findStanding(person._id), services.clock.now());
  const sanctions = all.filter(({ kind, isInForce: holds }) => kind === 'suspension' && holds);
  return { name: person.name, sanctions };
}

export async function of(context: QueryContext, { personId }: InputOf<Of>): Promise<OutputOf<Of>> {
  const { actor, services } = context;
  if (!isStaff(actor)) throw commonError('no-such-thing');
  const [person, record] = await Promise.all([findPerson(personId), findStanding(personId)]);
  if (person?.status !== 'active') throw commonError('no-such-thing');
  const whose = { id: person._id, role: person.role };
  const maySee = maySanction(actor, whose);
  // What is kept about admins, and about oneself, is for those who may decide about them.
  if (maySee && record)
    await noteLook(context, 'sanction.of', { on: { kind: 'person', id: personId }, about: personId });
  const kept = maySee && record ? record : { sanctions: [], notes: [] };
  const reading = { actor, nameOf: await ruleNames(), now: services.clock.now() };
  return {
    person: presentByline(person),
    role: person.role,
    locale: person.locale,
    sanctions: kept.sanctions.toReversed().map((one) => presentForStaff(one, whose, reading)),
    notes: kept.notes.toReversed().map(({ id, words, at, by }) => ({ id, words, at: at.toISOString(), by })),
    maySanction: maySee,
  };
}

export async function list({ actor, services }: QueryContext): Promise<OutputOf<List>> {
  if (!isStaff(actor)) throw commonError('no-such-thing');
  const now = services.clock.now();
  const [holding, appealed] = await Promise.all([
    readInForce(now, sanctionLimits.page),
    readAppeals(sanctionLimits.page),
  ]);
  const reading = { actor, nameOf: await ruleNames(), now };
  return {
    inForce: await rowsOf(holding, (one) => isInForce(one, now), reading),
    appeals: await rowsOf(appealed, waitsForOther, reading),
  };
}

async function rowsOf(
  records: readonly StandingRecord[],
  isMeant: (sanction: SanctionRecord) => boolean,
  reading: Reading,
): Promise<OutputOf<List>['inForce']> {
  const people = new Map((await readPeople(records.map(({ _id }) => _id))).map((person) => [person._id, person]));
  return records.flatMap(({ _id, sanctions }) => {
    const person = people.get(_id);
    if (person?.status !== 'active' || !maySanction(reading.actor, { id: _id, role: person.role })) return [];
    return sanctions.filter(isMeant).map((sanction) => ({
      person: presentByline(person),
      role: person.role,
      sanction: presentForStaff(sanction, { id: _id, role: person.role }, reading),
    }));
  });
}
