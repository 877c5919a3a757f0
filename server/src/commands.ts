import { commands, type AnyCommand } from '@hearth/shared/contract';
import { isStaff } from '@hearth/shared/kernel/access';
import { commonError, type AppError, type Result } from '@hearth/shared/kernel/errors';
import { commandId } from '@hearth/shared/kernel/ids';
import { features } from './features/index.ts';
import type { Context, Origin } from './request/context.ts';
import type { OnceAPage } from './request/once-a-page.ts';
import type { Visitor } from './request/visitor.ts';
import { AuditTrail } from './request/audit.ts';
import { counting } from './request/counting.ts';
import { read, settled } from './request/outcome.ts';
import { requireNotSilenced } from './request/silence.ts';
import { requireSeen, textsPublished } from './request/student-information.ts';
import type { Services } from './services.ts';

const contracts: ReadonlyMap<string, AnyCommand> = new Map(commands.map((command) => [command.name, command]));

/** Who answers what. */
const answers = new Map(features.flatMap((feature) => Object.entries(feature.commands)));

/** What a transport knows of a call. */
export interface Call {
  readonly services: Services;
  readonly visitor: Visitor;
  readonly origin: Origin;
  /** Of a page that is being rendered. */
  readonly onceAPage?: OnceAPage;
}

/** Passwords are slow on purpose, and many may come in at once. */
const HASHING_MS = 20_000;

/** The single way in. Every transport calls this, so all of them check, refuse and fail alike. */
export function runCommand(call: Call, name: unknown, id: unknown, input: unknown): Promise<Result<unknown>> {
  const { services, visitor, origin } = call;
  const contract = typeof name === 'string' ? contracts.get(name) : undefined;
  const answer = contract && answers.get(contract.name);
  const work = async () => {
    if (!contract || !answer) throw commonError('no-such-thing');
    if (contract.transport === 'http' && !origin.setCookie) throw commonError('use-http');
    const given = { services, visitor, actor: visitor.actor, origin, commandId: read(commandId, id) };
    const known = read(contract.input, input);
    return counting(call, contract.counts, known, async (counter) => {
      // Counted all the same: fifty such accounts together are refused as often as one.
      if (contract.needsProof && 'byline' in visitor && !visitor.isProven) throw commonError('prove-address-first');
      if (!contract.whileSilenced) requireNotSilenced(visitor, services.clock.now());
      // Strangers are refused by the feature, for what they are.
      if ('byline' in visitor) requireSeen(contract, known);
      counter.refuse(await refusalOf(given, textsPublished(contract, known)));
      const trail = new AuditTrail(given, contract.name, known);
      return trail.over(contract.privileged, () => answer({ ...given, counter, audit: trail.note }, known));
    });
  };
  const longest = contract?.transport === 'http' ? HASHING_MS : undefined;
  return settled(call, 'command', contract?.name ?? 'unknown', work, longest);
}

/** Of words that are not published here. Whoever looks after the network may have to name them. */
async function refusalOf(
  { services, actor, commandId: id }: Pick<Context, 'services' | 'actor' | 'commandId'>,
  texts: readonly string[],
): Promise<AppError | null> {
  if (texts.length === 0 || actor.kind === 'stranger' || isStaff(actor)) return null;
  return services.wordGuard.refusalOf(services, id, texts);
}
