import type { InputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { personId as personIdRule, type PersonId } from '@hearth/shared/kernel/ids';
import type * as contract from '@hearth/shared/sanctions/commands';
import { sanctionError } from '@hearth/shared/sanctions/errors';
import { mayEnd } from '@hearth/shared/sanctions/policy';
import { requirePerson, type Context } from '../../request/context.ts';
import { findRefused } from '../accounts/access.ts';
import { changeStanding } from './change.ts';
import { waitsForOther } from './in-force.ts';
import { isBy, mayAppeal } from './present.ts';
import { requireModerator, requireSanction, requireSubject, withSanction } from './requiring.ts';
import { findStanding } from './store.ts';

type Appeal = typeof contract.appeal;
type Decide = typeof contract.decideAppeal;
type Done = Record<string, never>;

export async function appeal(context: Context, { sanctionId, words, token }: InputOf<Appeal>): Promise<Done> {
  const { services, commandId } = context;
  const personId = await requireWhose(context, token);
  await changeStanding(services, personId, (standing) => {
    const its = requireSanction(standing, sanctionId);
    if (its.appeal?.commandId === commandId) return null;
    if (its.appeal) throw sanctionError('appealed-before');
    if (!mayAppeal(its)) throw sanctionError('sanction-over');
    const made = { commandId, words, at: services.clock.now(), decision: null };
    return {
      sanctions: withSanction(standing, { ...its, appeal: made }),
      tell: { sanctionId: its.id, what: 'appealed' },
    };
  });
  return {};
}

/** Whoever is signed in, or was refused a moment ago. */
async function requireWhose(context: Context, token: string | undefined): Promise<PersonId> {
  if (token === undefined) return requirePerson(context).actor.id;
  const person = await findRefused(context.services, token);
  if (!person) throw commonError('no-such-thing');
  return personIdRule.parse(person._id);
}

/** Whoever sanctioned has no say; of two who decide at once one does. */
export async function decideAppeal(context: Context, input: InputOf<Decide>): Promise<Done> {
  const { byline, actor } = requireModerator(context);
  const { services, commandId } = context;
  await requireSubject(context, input.personId);
  const at = services.clock.now();
  await changeStanding(services, input.personId, async (standing) => {
    const its = requireSanction(standing, input.sanctionId);
    if (!its.appeal) throw commonError('no-such-thing');
    if (its.appeal.decision?.commandId === commandId) return null;
    if (isBy(its, actor)) throw sanctionError('appeal-own-decision');
    if (!mayEnd(actor, its)) throw sanctionError('decided-by-admin');
    if (!waitsForOther(its)) throw sanctionError('appeal-decided');
    const on = { kind: 'person', id: input.personId } as const;
    await context.audit({ on, about: input.personId, after: { sanction: its.kind, outcome: input.outcome } });
    const step = { commandId, by: byline, at, words: input.words };
    const decided = { ...its.appeal, decision: { ...step, outcome: input.outcome } };
    const lifted = its.lifted ?? (input.outcome === 'overturned' ? { ...step, isMistake: false } : null);
    return {
      sanctions: withSanction(standing, { ...its, appeal: decided, lifted, isUnread: true }),
      tell: { sanctionId: its.id, what: 'decided' },
    };
  });
  return {};
}

/** They have seen what was decided about them. */
export async function read(context: Context): Promise<Done> {
  const { actor } = requirePerson(context);
  // Nothing is kept of whom nothing was decided about.
  if (!(await findStanding(actor.id))) return {};
  await changeStanding(context.services, actor.id, ({ sanctions }) =>
    sanctions.some(({ isUnread }) => isUnread)
      ? { sanctions: sanctions.map((one) => ({ ...one, isUnread: false })) }
      : null,
  );
  return {};
}
