import { randomBytes } from 'node:crypto';
import type { InputOf, OutputOf } from '@hearth/shared/commands/define';
import type * as contract from '@hearth/shared/commands/accounts';
import { AppError } from '@hearth/shared/errors';
import { isStaff } from '@hearth/shared/policy/access';
import { requirePerson, type Context } from '../../context.ts';
import { insertInvitation } from './code-store.ts';
import { invitationLetter, welcomeLetter } from './mails.ts';
import { hash } from './session.ts';
import { findPerson, moveStatus, setRoleOf } from './store.ts';

type Done = Record<string, never>;

const INVITATION_LASTS_MS = 7 * 24 * 3_600_000;

export async function setRole(context: Context, { personId, role }: InputOf<typeof contract.setRole>): Promise<Done> {
  const { actor } = requirePerson(context);
  if (actor.role !== 'admin') throw new AppError('not-allowed');
  if (!(await setRoleOf(personId, role))) throw new AppError('no-such-thing');
  context.house.streams.bell.ring({ kind: 'access', personId });
  return {};
}

/** Of two who decide at once, one decides. */
export async function decide(context: Context, input: InputOf<typeof contract.decideApplication>): Promise<Done> {
  requireStaff(context);
  const { house } = context;
  const isFirst = await moveStatus(input.personId, 'waiting', input.welcome ? 'active' : 'closed');
  const person = isFirst && input.welcome ? await findPerson(input.personId) : null;
  if (!person) return {};
  const letter = welcomeLetter(person.locale, { link: `${house.place.url}/sign-in`, name: person.name });
  house.mailer.send({ to: { name: person.name, address: person.email }, ...letter }).catch((error: unknown) => {
    house.log.error({ error }, 'a welcome could not be sent');
  });
  return {};
}

export async function invite(
  context: Context,
  input: InputOf<typeof contract.invite>,
): Promise<OutputOf<typeof contract.invite>> {
  const { actor, byline } = requireStaff(context);
  const { house } = context;
  const token = randomBytes(24).toString('base64url');
  const endsAt = new Date(house.clock.now().getTime() + INVITATION_LASTS_MS);
  await insertInvitation({ _id: hash(token), by: actor.id, usesLeft: input.uses, endsAt });
  const link = `${house.place.url}/sign-up?invitation=${token}`;
  if (input.email) {
    await house.mailer.send({
      to: { name: '', address: input.email },
      ...invitationLetter(input.locale, { link, from: byline.name }),
    });
  }
  return { link, endsAt: endsAt.toISOString() };
}

function requireStaff(context: Context) {
  const person = requirePerson(context);
  if (!isStaff(person.actor)) throw new AppError('not-allowed');
  return person;
}
