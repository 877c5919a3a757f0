import { randomBytes } from 'node:crypto';
import type { Leaving, StreamPersonalData } from '../../personal-data/declaration.ts';
import { proofOf } from '../../streams/commit.ts';
import { idOf, prefixOf } from '../../streams/definition.ts';
import { dataWith, proofsIn, replaceProofs, rewriteData, streamsWith, stretchesOfLog } from '../../streams/store.ts';

type Declared = readonly StreamPersonalData[];

/**
 * Takes them out of the log; true where there was anything. Reads all of it: which events name them is found by the paths
 * that all streams declare, together, and the tags of some are tried.
 */
export async function cleanLog(declared: Declared, leaving: Leaving): Promise<boolean> {
  const streams = await streamsTracing(declared, leaving);
  const byPrefix = new Map(declared.map((one) => [one.prefix, one]));
  for (const stream of streams) {
    const its = byPrefix.get(prefixOf(stream));
    // Of a version to come, or of one before: whoever knows it has to erase.
    if (!its)
      throw new Error(`${stream} names somebody who is being erased, and nobody here declares how it is cleaned`);
    await rewriteData(stream, await its.redact(idOf(stream), leaving));
  }
  return streams.size > 0;
}

async function streamsTracing(declared: Declared, leaving: Leaving): Promise<Set<string>> {
  const names = [...new Set(declared.flatMap((one) => one.names))];
  const streams = new Set<string>();
  for await (const stretch of stretchesOfLog()) {
    for (const stream of await streamsWith(stretch, names, leaving.personId)) streams.add(stream);
    for (const { prefix, tags } of declared) {
      if (!tags) continue;
      const some = await dataWith(stretch, tags.path, tags.parts);
      const own = some.filter(({ stream }) => prefixOf(stream) === prefix);
      for (const { stream, data } of own) if (tags.isTheirs(idOf(stream), data, leaving)) streams.add(stream);
    }
  }
  return streams;
}

/**
 * Forgets which commands they gave: whoever got hold of their number could prove by repeating one that it was theirs. True
 * when there were any. Reads the whole log; one proof for each event is computed.
 */
export async function forgetCommands({ personId, secret }: Leaving): Promise<boolean> {
  let isFound = false;
  for await (const stretch of stretchesOfLog()) {
    const proofs = await proofsIn(stretch);
    const own = proofs.filter(({ commandId, by }) => by === proofOf(secret, { commandId, issuer: personId }));
    await replaceProofs(own, nobodysProof);
    isFound ||= own.length > 0;
  }
  return isFound;
}

/** In the place of a proof: nobody's, and not to be told from any other. */
function nobodysProof(): string {
  return randomBytes(32).toString('base64url').slice(0, 22);
}
