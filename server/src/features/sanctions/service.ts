import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { personId as personIdRule } from '@hearth/shared/kernel/ids';
import type * as contract from '@hearth/shared/sanctions/commands';
import { sanctionId as sanctionIdRule } from '@hearth/shared/sanctions/entity';
import { sanctionError } from '@hearth/shared/sanctions/errors';
import { sanctionLimits } from '@hearth/shared/sanctions/limits';
import { mayEnd } from '@hearth/shared/sanctions/policy';
import type { Context } from '../../request/context.ts';
import { mayLeaveAdmins } from '../accounts/access.ts';
import { requireRule } from '../house-rules/access.ts';
import { changeStanding } from './change.ts';
import { requireModerator, requireSanction, requireSubject, withSanction } from './requiring.ts';

type Impose = typeof contract.imposeSanction;
type Lift = typeof contract.liftSanction;
type Note = typeof contract.noteOnMember;
type Done = Record<string, never>;

const DAY_MS = 86_400_000;

/** Decided once, whoever gives the command how often: it has its id from there. */
export async function impose(context: Context, input: InputOf<Impose>): Promise<OutputOf<Impose>> {
  const { byline, actor } = requireModerator(context);
  const { services, commandId } = context;
  const person = await requireSubject(context, input.personId);
  const { kind, ruleId, words } = input;
  const id = idFrom(commandId);
  const now = services.clock.now();
  const until = endOf(input, now);
  await changeStanding(services, personIdRule.parse(person._id), async ({ sanctions }) => {
    const held = sanctions.find((one) => one.id === id);
    if (held && held.commandId !== commandId) throw commonError('id-taken');
    if (held) return null;
    requireEnd(input, now);
    await requireRule(ruleId);
    // What is full of warnings protects nobody from what holds them.
    const isWords = kind === 'warning' || kind === 'sign-out';
    if (isWords && sanctions.length >= sanctionLimits.each) throw tooMuch(sanctionLimits.each);
    if (kind === 'suspension' && person.role === 'admin' && !(await mayLeaveAdmins(person._id, now)))
      throw sanctionError('last-admin-stays');
    const about = { on: { kind: 'person', id: person._id }, about: person._id } as const;
    const after = { sanction: kind, rule: ruleId, ...(until && { until: until.toISOString() }) };
    // Not the words: they are on the page of whoever they are about, and go with them.
    await context.audit({ ...about, after });
    const fresh = { lifted: null, appeal: null, isUnread: true };
    const imposed = { ...fresh, id, commandId, kind, ruleId, words, until, by: byline, byRole: actor.role, at: now };
    return { sanctions: [...sanctions, imposed], tell: { sanctionId: id, what: 'imposed' } };
  });
  return { sanctionId: sanctionIdRule.parse(id) };
}

function endOf({ until }: InputOf<Impose>, now: Date): Date | null {
  return until === null ? null : new Date(Math.min(Date.parse(until), now.getTime() + sanctionLimits.days * DAY_MS));
}

function requireEnd({ kind, until }: InputOf<Impose>, now: Date): void {
  const ahead = until === null ? null : Date.parse(until) - now.getTime();
  const isGood = {
    warning: ahead === null,
    'sign-out': ahead === null,
    silence: ahead !== null && ahead > 0,
    suspension: ahead === null || ahead > 0,
  }[kind];
  if (!isGood) throw sanctionError('sanction-until', { fields: { until: 'sanction-until' } });
}

export async function lift(context: Context, input: InputOf<Lift>): Promise<Done> {
  const { byline, actor } = requireModerator(context);
  const { services, commandId } = context;
  await requireSubject(context, input.personId);
  const now = services.clock.now();
  await changeStanding(services, input.personId, async (standing) => {
    const its = requireSanction(standing, input.sanctionId);
    if (its.lifted?.commandId === commandId) return null;
    if (!mayEnd(actor, its)) throw sanctionError('decided-by-admin');
    if (its.lifted) throw sanctionError('sanction-over');
    const isFresh = now.getTime() - its.at.getTime() < sanctionLimits.undoMinutes * 60_000;
    if (input.mistake && !isFresh) throw sanctionError('undo-over');
    const on = { kind: 'person', id: input.personId } as const;
    await context.audit({ on, about: input.personId, before: { sanction: its.kind } });
    const lifted = { commandId, by: byline, at: now, words: input.words, isMistake: input.mistake };
    return {
      sanctions: withSanction(standing, { ...its, lifted, isUnread: true }),
      tell: { sanctionId: its.id, what: 'lifted' },
    };
  });
  return {};
}

/** Of whoever may be decided about; notes on admins are admins'. */
export async function note(context: Context, { personId, words }: InputOf<Note>): Promise<Done> {
  const { byline, actor } = requireModerator(context);
  const { services, commandId } = context;
  await requireSubject(context, personId);
  const id = idFrom(commandId);
  await changeStanding(services, personId, async ({ notes }) => {
    if (notes.some((one) => one.commandId === commandId)) return null;
    if (notes.length >= sanctionLimits.notes) throw tooMuch(sanctionLimits.notes);
    await context.audit({ on: { kind: 'person', id: personId }, about: personId });
    const made = { id, commandId, words, by: byline, byRole: actor.role, at: services.clock.now() };
    return { notes: [...notes, made] };
  });
  return {};
}

function tooMuch(most: number) {
  return sanctionError('too-much-kept', { params: { most } });
}
