import { commands, type AnyCommand } from '@hearth/shared/contract';
import { isStaff } from '@hearth/shared/kernel/access';
import { AppError, commonError, type Result } from '@hearth/shared/kernel/errors';
import { commandId } from '@hearth/shared/kernel/ids';
import { features } from './features/index.ts';
import type { Origin } from './request/context.ts';
import type { OnceAPage } from './request/once-a-page.ts';
import type { Visitor } from './request/visitor.ts';
import { AuditTrail } from './request/audit.ts';
import { counting, type Counter } from './request/counting.ts';
import { read, settled } from './request/outcome.ts';
import { requireNotSilenced } from './request/silence.ts';
import { requireSeen, textsPublished } from './request/student-information.ts';
import type { Publishing, Services, Verdict } from './services.ts';

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
      const trail = new AuditTrail(given, contract.name, known);
      const run = () => trail.over(contract.privileged, () => answer({ ...given, counter, audit: trail.note }, known));
      const texts = textsPublished(contract, known);
      return texts.length > 0 ? guarded({ ...given, name: contract.name, input: known, texts }, counter, run) : run();
    });
  };
  const longest = contract?.transport === 'http' ? HASHING_MS : undefined;
  return settled(call, 'command', contract?.name ?? 'unknown', work, longest);
}

/** Of what would be read by others. Whoever looks after the network may have to name words that nobody else may. */
async function guarded<T>(publishing: Omit<Publishing, 'wish'>, counter: Counter, run: () => Promise<T>): Promise<T> {
  const { services, visitor, commandId: id, texts } = publishing;
  if (!('byline' in visitor) || isStaff(visitor.actor)) return run();
  const { refusal, wish } = await services.wordGuard.lookAt(services, id, texts);
  const { stop, passed, refused } = refusal ? refusing(refusal) : await services.gates.lookAt({ ...publishing, wish });
  if (stop?.keep) counter.holdBack(stop.error);
  else counter.refuse(stop?.error ?? null);
  try {
    const output = await run();
    await passed?.(output);
    return output;
  } catch (error) {
    if (counter.isHeldBack(error)) await stop?.keep?.();
    // What was too busy to come to its end may have been done.
    else if (error instanceof AppError && error.reason !== 'busy') await refused?.();
    throw error;
  }
}

function refusing(error: AppError): Verdict {
  return { stop: { error } };
}
