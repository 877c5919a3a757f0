import { createHash, createHmac } from 'node:crypto';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { STOP_MAILS_PATH } from '@hearth/shared/notifications/address';
import type * as commands from '@hearth/shared/notifications/commands';
import type { BellChannel, BellChannels } from '@hearth/shared/notifications/entity';
import type { getSettings } from '@hearth/shared/notifications/queries';
import { requirePerson, type Context, type QueryContext } from '../../request/context.ts';
import type { Services } from '../../services.ts';
import { findSettings, putSettings, setStopped, type BellSettingsRecord } from './settings-store.ts';

/** For whoever chose nothing: mails for what somebody else waits for, and for nothing besides. */
const DEFAULTS: BellChannels = {
  ...({ mention: 'mail', reply: 'mail', answer: 'mail', thanks: 'bell', decision: 'mail' } as const),
  library: 'bell',
};

/** Where somebody learns of a kind of thing. */
export async function channelOf(personId: string, kind: keyof BellChannels): Promise<BellChannel> {
  const { channels, mailsStopped } = await settingsOf(personId);
  return channels[kind] === 'mail' && mailsStopped ? 'bell' : channels[kind];
}

async function settingsOf(personId: string): Promise<OutputOf<typeof getSettings>> {
  const found = await findSettings(personId);
  return { channels: allChannels(found?.channels), mailsStopped: found?.mailsStopped ?? false };
}

/** Whoever chose before there was a kind has chosen nothing for it. */
export function allChannels(chosen: BellSettingsRecord['channels']): BellChannels {
  return { ...DEFAULTS, ...chosen };
}

export async function get(context: QueryContext): Promise<OutputOf<typeof getSettings>> {
  return settingsOf(requirePerson(context).actor.id);
}

type Choose = typeof commands.chooseChannels;

export async function choose(context: Context, channels: InputOf<Choose>): Promise<OutputOf<Choose>> {
  await putSettings({ _id: requirePerson(context).actor.id, channels, mailsStopped: false });
  return { channels, mailsStopped: false };
}

type Stop = typeof commands.stopMails;

/** Says the same of whoever it is: the token is all there is to know. */
export async function stopMails(_context: Context, { token, stop }: InputOf<Stop>): Promise<OutputOf<Stop>> {
  if (!(await setStopped(hashOf(token), stop))) throw commonError('no-such-thing');
  return { stopped: stop };
}

/** For people, and for the button of a mail program. */
interface StopAddresses {
  readonly page: string;
  readonly button: string;
}

/**
 * Where the mails of somebody are stopped by one press. It is the same in all of them, tells nothing of them to whoever reads
 * it, can do nothing else, and leads nowhere once they have left.
 */
export async function stopAddresses({ secret, baseUrl }: Services, personId: string): Promise<StopAddresses> {
  const token = createHmac('sha256', secret).update(`mails of the bell ${personId}`).digest('base64url');
  await putSettings({ _id: personId, stopHash: hashOf(token) });
  return {
    page: `${baseUrl.url}/bell/stop?token=${token}`,
    button: `${baseUrl.url}${STOP_MAILS_PATH}?token=${token}`,
  };
}

/** A token has 256 bits that nobody can guess, so a plain hash of it cannot be guessed back. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
