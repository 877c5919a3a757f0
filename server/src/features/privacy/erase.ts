import { createHmac } from 'node:crypto';
import { personId } from '@hearth/shared/kernel/ids';
import type { Leaving, PersonalData } from '../../personal-data/declaration.ts';
import { Lane } from '../../platform/lane.ts';
import type { Resource, Services } from '../../services.ts';
import { cleanLog, forgetCommands } from './log.ts';

/** Erasures: each goes through everything, some of it twice. */
export const erasureLane: Resource<Lane> = { open: () => new Lane() };

/** Whose account is closed, and with what the ids of the commands that erase it are made: it goes with their document. */
interface Closed {
  readonly _id: string;
  readonly erasingKey?: string;
}

/**
 * Takes a person out of everything that is `kept`, each step harmless when it is done again; true when there was anything.
 * What people see changes by events; after that the log itself is rewritten.
 */
export async function takeOut(
  services: Services,
  kept: readonly PersonalData[],
  closed: Closed,
  words: 'keep' | 'remove',
): Promise<boolean> {
  const leaving = leavingOf(services.secret, closed, words);
  let found = false;
  for (const one of kept) found = (await one.erase(services, leaving)) || found;
  // What follows from these events in other streams has to be there before their log can be rewritten too.
  await services.streams.outbox.caughtUp();
  const streams = kept.flatMap((one) => one.streams);
  found = (await cleanLog(streams, leaving)) || found;
  return (await forgetCommands(leaving)) || found;
}

function leavingOf(secret: string, { _id, erasingKey = secret }: Closed, words: 'keep' | 'remove'): Leaving {
  const causeOf = (what: string) => {
    const mac = createHmac('sha256', erasingKey).update(`erase ${_id} ${what}`).digest('base64url').slice(0, 22);
    return { commandId: `erase/${mac}`, issuer: 'system' };
  };
  return { personId: personId.parse(_id), words, secret, causeOf };
}
