import { commands, type AnyCommand, type CommandName, type CommandNamed } from '@hearth/shared/contract';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError, type Result } from '@hearth/shared/kernel/errors';
import { commandId } from '@hearth/shared/kernel/ids';
import type { Context, Origin, Visitor } from './request/context.ts';
import { counting } from './request/counting.ts';
import * as entering from './features/accounts/sign-in.ts';
import * as joining from './features/accounts/joining.ts';
import * as accounts from './features/accounts/service.ts';
import * as staff from './features/accounts/staff.ts';
import * as privacy from './features/privacy/service.ts';
import * as answering from './features/rooms/answering.ts';
import * as asking from './features/rooms/asking.ts';
import * as hosting from './features/rooms/hosting.ts';
import * as rooms from './features/rooms/service.ts';
import * as threads from './features/threads/service.ts';
import type { Services } from './services.ts';
import { read, settled } from './request/outcome.ts';

type Service<Name extends CommandName> = (
  context: Context,
  input: InputOf<CommandNamed<Name>>,
) => Promise<OutputOf<CommandNamed<Name>>>;

/** Who answers what. A command without an answer does not compile. */
const answers: { readonly [Name in CommandName]: Service<Name> } = {
  'account.sign-up': joining.signUp,
  'account.sign-in': entering.signIn,
  'account.request-code': entering.requestCode,
  'account.redeem-code': entering.redeemCode,
  'account.demo-sign-in': entering.demoSignIn,
  'account.sign-out': accounts.signOut,
  'account.sign-out-everywhere': accounts.signOutEverywhere,
  'account.end-session': accounts.endSession,
  'account.set-password': accounts.setPassword,
  'account.edit-profile': accounts.editProfile,
  'account.erase': privacy.erase,
  'person.set-role': staff.setRole,
  'person.decide': staff.decide,
  'invitation.create': staff.invite,
  'thread.start': threads.start,
  'post.reply': threads.reply,
  'post.edit': threads.edit,
  'post.delete': threads.remove,
  'post.restore': threads.restore,
  'thread.mark-read': threads.markRead,
  'room.schedule': rooms.schedule,
  'room.open': rooms.open,
  'room.end': rooms.end,
  'room.add-host': hosting.addHost,
  'room.remove-host': hosting.removeHost,
  'question.ask': asking.ask,
  'question.withdraw': asking.withdraw,
  'question.vote': asking.vote,
  'question.answer-now': answering.answerNow,
  'question.answered': answering.answered,
  'question.dismiss': answering.dismiss,
  'question.reopen': answering.reopen,
};

const contracts: ReadonlyMap<string, AnyCommand> = new Map(commands.map((command) => [command.name, command]));

/** What a door knows of a call. */
export interface Call {
  readonly services: Services;
  readonly visitor: Visitor;
  readonly origin: Origin;
}

/** Passwords are slow on purpose, and many may come in at once. */
const HASHING_MS = 20_000;

/** The single way in. Every door comes through here, so all of them check, refuse and fail alike. */
export function runCommand(call: Call, name: unknown, id: unknown, input: unknown): Promise<Result<unknown>> {
  const { services, visitor, origin } = call;
  const contract = typeof name === 'string' ? contracts.get(name) : undefined;
  const work = async () => {
    if (!contract) throw commonError('no-such-thing');
    if (contract.door === 'http' && !origin.setCookie) throw commonError('use-http');
    const given = { services, visitor, actor: visitor.actor, origin, commandId: read(commandId, id) };
    const known = read(contract.input, input);
    return counting(call, contract.counts, known, async (counter) => {
      // Counted all the same: fifty such accounts together are refused as often as one.
      if (contract.needsProof && 'byline' in visitor && !visitor.isProven) throw commonError('prove-address-first');
      return answerOf(contract.name)({ ...given, counter }, known);
    });
  };
  return settled(
    call,
    'command',
    contract?.name ?? 'unknown',
    work,
    contract?.door === 'http' ? HASHING_MS : undefined,
  );
}

/** The table's own type guarantees that each service is given what its contract's schema has read. */
function answerOf(name: CommandName): (context: Context, input: unknown) => Promise<unknown> {
  return answers[name] as (context: Context, input: unknown) => Promise<unknown>;
}
