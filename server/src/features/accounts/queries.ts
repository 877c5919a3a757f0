import { WELCOME } from '@hearth/shared/accounts/events';
import { START, type Position } from '@hearth/shared/kernel/protocol';
import type { Aggregate } from '../../streams/definition.ts';
import { findWelcome } from './welcome-store.ts';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type { DeviceSession, NewHere, Profile } from '@hearth/shared/accounts/entity';
import { commonError } from '@hearth/shared/kernel/errors';
import { isStaff } from '@hearth/shared/kernel/access';
import type * as contract from '@hearth/shared/accounts/queries';
import { personIdOf, requirePerson, type QueryContext } from '../../request/context.ts';
import { newHereOf } from '../../request/counting.ts';
import type { StandIn } from '../../request/stand-in.ts';
import type { Services } from '../../services.ts';
import { stampNow } from './join-form.ts';
import { presentMe, presentProfile, presentSession } from './present.ts';
import { readSessionsOf } from './session-store.ts';
import { findPerson, readByName, readDemoPeople, readWaiting } from './store.ts';

/** People that a search by name shows. */
const FOUND = 10;

export async function getJoinForm({ services }: QueryContext): Promise<OutputOf<typeof contract.getJoinForm>> {
  return { stamp: stampNow(services) };
}

export async function getMe(reading: QueryContext): Promise<OutputOf<typeof contract.getMe>> {
  const { actor, services } = reading;
  const id = personIdOf(actor);
  const person = id ? await findPerson(id) : null;
  return {
    me: person && presentMe(person),
    newHere: await newHereOf(reading),
    ...placeOf(services),
  };
}

/**
 * Another one whenever {@link getMeAs} would answer otherwise. None for members who have not proved their address: every
 * page tells them which.
 */
export async function versionOfMe(reading: QueryContext): Promise<string | null> {
  const { visitor } = reading;
  if (!('byline' in visitor)) return '';
  return visitor.isProven ? JSON.stringify([visitor.actor.role, await applyingTo(reading)]) : null;
}

/** What a page that several members are shown knows of whoever reads it: their role, and what applies to the new. */
export async function getMeAs(reading: QueryContext, standIn: StandIn): Promise<OutputOf<typeof contract.getMe>> {
  const { visitor, services } = reading;
  const { id, name } = standIn;
  const role = 'byline' in visitor ? visitor.actor.role : 'member';
  const blank = {
    work: 'partner',
    school: '',
    state: '',
    languages: ['en'],
    bio: '',
    email: '',
    locale: 'en',
  } as const;
  const applies = await applyingTo(reading);
  return {
    me: { ...blank, id, name, role, languages: ['en'], joinedAt: NEVER, hasPassword: false, isProven: true },
    newHere: applies && { ...applies, until: NEVER },
    ...placeOf(services),
  };
}

const NEVER = new Date(0).toISOString();

/** Without the moment it ends, which is another one for each. */
async function applyingTo(reading: QueryContext): Promise<Omit<NewHere, 'until'> | null> {
  const found = await newHereOf(reading);
  return found && { most: found.most, left: found.left, minutes: found.minutes };
}

/** What stands for as long as the process does. */
function placeOf(services: Services) {
  return { joining: services.config.joining, demo: services.isDemo, inbox: inboxOf(services) !== null };
}

export async function listSessions({ visitor, services }: QueryContext): Promise<DeviceSession[]> {
  if (!('sessionId' in visitor)) throw commonError('sign-in-first');
  const sessions = await readSessionsOf(visitor.actor.id, services.clock.now());
  return sessions.map((session) => presentSession(session, visitor.sessionId));
}

export async function getPerson({ actor }: QueryContext, input: InputOf<typeof contract.getPerson>): Promise<Profile> {
  if (!personIdOf(actor)) throw commonError('sign-in-first');
  const person = await findPerson(input.personId);
  if (!person || person.status !== 'active') throw commonError('no-such-thing');
  return presentProfile(person);
}

export async function findPeople(
  { actor }: QueryContext,
  { name }: InputOf<typeof contract.findPeople>,
): Promise<Profile[]> {
  if (!personIdOf(actor)) throw commonError('sign-in-first');
  return (await readByName(name, FOUND)).map(presentProfile);
}

/** The position is read first, so that what is shown is at least as new as it says (promise L3). */
export async function listApplications({ actor }: QueryContext): Promise<OutputOf<typeof contract.listApplications>> {
  if (!isStaff(actor)) throw commonError('no-such-thing');
  const position = positionOf(await findWelcome(WELCOME));
  return { people: (await readWaiting()).map(presentProfile), position };
}

export async function getOwn(context: QueryContext): Promise<OutputOf<typeof contract.getOwn>> {
  const { actor } = requirePerson(context);
  return { position: positionOf(await findPerson(actor.id)) };
}

function positionOf(aggregate: Aggregate | null): Position {
  return aggregate ? { seq: aggregate.seq, mark: aggregate.mark } : START;
}

export async function listDemoPeople({ services }: QueryContext): Promise<Profile[]> {
  return services.isDemo ? (await readDemoPeople()).map(presentProfile) : [];
}

export async function readInbox({ services }: QueryContext): Promise<OutputOf<typeof contract.readInbox>> {
  const inbox = inboxOf(services);
  if (!inbox) throw commonError('no-such-thing');
  return inbox.map(({ to, subject, text, at }) => ({ to: to.address, subject, text, at: at.toISOString() }));
}

/**
 * In the demo the inbox is everybody's; in development it is where mail goes that has no way out. It holds the codes of
 * everybody, so it is shown to nobody but who sits at this machine.
 */
function inboxOf({ mailer, isDemo, config }: QueryContext['services']) {
  return config.isLocal && (isDemo || config.isDevelopment) ? mailer.inbox() : null;
}
