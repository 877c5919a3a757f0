import { createHmac } from 'node:crypto';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/accounts/commands';
import { accountError } from '@hearth/shared/accounts/errors';
import { commonError } from '@hearth/shared/kernel/errors';
import { isStaff } from '@hearth/shared/kernel/access';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import { keepInvitation } from './code-store.ts';
import { mailedToken, sendInvitation } from './letters.ts';
import { hash } from './session.ts';
import { findPerson, mayLeaveAdmins } from './store.ts';
import { people, type PersonData } from './stream.ts';

type Done = Record<string, never>;

const INVITATION_LASTS_MS = 7 * 24 * 3_600_000;

export async function setRole(context: Context, { personId, role }: InputOf<typeof contract.setRole>): Promise<Done> {
  const { actor } = requirePerson(context);
  if (actor.role !== 'admin') throw commonError('not-allowed');
  await commitAs(context, people, personId, async (person) => {
    // No event tells what was done at the command line, nor that an erasure has begun.
    const now = await findPerson(personId);
    if (!person || now?.status !== 'active' || now.erasing) throw commonError('no-such-thing');
    if (person.role === role && now.role === role) return null;
    if (role !== 'admin' && !(await mayLeaveAdmins(personId, context.services.clock.now())))
      throw accountError('last-admin');
    const on = { kind: 'person', id: personId } as const;
    await context.audit({ on, about: personId, before: { role: now.role }, after: { role } });
    return { role };
  });
  context.services.streams.pubSub.publish({ kind: 'access', personId });
  return {};
}

/** Of two who decide at once, one decides. Whoever is welcome gets a mail; see `welcomeMail`. */
export async function decide(context: Context, input: InputOf<typeof contract.decideApplication>): Promise<Done> {
  requireStaff(context);
  const to = input.welcome ? 'active' : 'closed';
  await commitAs(context, people, input.personId, async (person): Promise<PersonData | null> => {
    if (!person || person.erasing) throw commonError('no-such-thing');
    if (person.status !== 'waiting') return null;
    const on = { kind: 'person', id: input.personId } as const;
    await context.audit({ on, about: input.personId, after: { welcome: String(input.welcome) } });
    return { status: { from: 'waiting', to } };
  });
  return {};
}

export async function invite(
  context: Context,
  input: InputOf<typeof contract.invite>,
): Promise<OutputOf<typeof contract.invite>> {
  const { actor } = requireStaff(context);
  const { services } = context;
  // Made from the command's id, so that trying again gives the same links and no second invitation.
  const shown = createHmac('sha256', services.secret)
    .update(`invitation ${actor.id} ${context.commandId}`)
    .digest('base64url');
  const id = hash(shown);
  const wanted = new Date(services.clock.now().getTime() + INVITATION_LASTS_MS);
  const invitation = { _id: id, by: actor.id, usesLeft: input.uses, takenBy: [], endsAt: wanted };
  // Whoever comes by the link in the mail has read it, so that one is told to nobody else.
  const sent = input.email ? { mailedId: hash(mailedToken(services.secret, id)), mailedTo: input.email } : {};
  await context.audit({ on: { kind: 'invitation', id: id.slice(0, 16) }, after: { uses: String(input.uses) } });
  const { endsAt } = await keepInvitation({ ...invitation, ...sent });
  const mail = { invitationId: id, locale: input.locale };
  if (input.email) await services.jobs.schedule(sendInvitation, { key: id, input: mail, endsAt });
  return { link: `${services.baseUrl.url}/sign-up?invitation=${shown}`, endsAt: endsAt.toISOString() };
}

function requireStaff(context: Context) {
  const person = requirePerson(context);
  if (!isStaff(person.actor)) throw commonError('not-allowed');
  return person;
}
