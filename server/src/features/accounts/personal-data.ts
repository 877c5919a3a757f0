import type { exported } from '@hearth/shared/accounts/exported';
import { personStream } from '@hearth/shared/accounts/events';
import { nameOf } from '@hearth/shared/kernel/stream';
import { commonError } from '@hearth/shared/kernel/errors';
import type { z } from 'zod';
import { namesNobody, type PersonalData } from '../../personal-data/declaration.ts';
import { deleteStream } from '../../streams/store.ts';
import { deleteCodesFor, forgetInvitations, readInvitationsOf } from './code-store.ts';
import { presentMe, presentSession } from './present.ts';
import { deleteSessionsOf, readSessionsOf } from './session-store.ts';
import { findPerson } from './store.ts';
import { people } from './stream.ts';
import { welcome } from './welcome.ts';

/**
 * What stands under an address is gone when an erasure begins, and the person's own document goes last, because it says
 * that there is one; see `erasing.ts`.
 */
export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['Person', 'Session', 'Code', 'SignUp', 'Invitation', 'Welcome'],
  streams: [
    // Nobody else is in it, and it goes as a whole.
    namesNobody(people),
    namesNobody(welcome),
  ],

  async export({ services, actor, sessionId }) {
    const person = await findPerson(actor.id);
    if (!person) throw commonError('sign-in-first');
    const sessions = await readSessionsOf(actor.id, services.clock.now());
    const invitations = await readInvitationsOf(actor.id);
    return {
      profile: presentMe(person),
      addressProven: person.isProven ?? false,
      devices: sessions.map((session) => presentSession(session, sessionId)),
      invitations: invitations.map(({ endsAt, usesLeft }) => ({ endsAt: endsAt.toISOString(), usesLeft })),
    };
  },

  async erase(_services, { personId }) {
    const had = [
      await deleteSessionsOf(personId, null),
      await deleteCodesFor(personId),
      await forgetInvitations(personId),
      await deleteStream(nameOf(personStream, personId)),
    ];
    return had.includes(true);
  },
};
