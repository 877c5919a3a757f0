import type { Flags } from './flags.ts';

/** `npm run prove -- <name | all> [--flag=value …]`: the long forms of what every build proves in a short one. */
const proofs: Readonly<Record<string, () => Promise<Proof>>> = {
  store: async () => (await import('./store.ts')).proveStore,
  faults: async () => (await import('./faults.ts')).proveFaults,
  network: async () => (await import('./network.ts')).proveNetwork,
};

/** Shows its progress, prints a summary and says whether everything held. */
type Proof = (flags: Flags) => Promise<boolean>;

const [name = '', ...words] = process.argv.slice(2);
const chosen = name === 'all' ? Object.values(proofs) : [proofs[name]].filter((proof) => proof !== undefined);
const flags = words.map((word): [string, string] => {
  const [flag = '', value = ''] = word.replace(/^--/, '').split('=', 2);
  return [flag, value];
});
if (chosen.length === 0) {
  process.stderr.write(`Say which: npm run prove -- ${[...Object.keys(proofs), 'all'].join(' | ')}\n`);
  process.exitCode = 2;
}
for (const load of chosen) {
  const prove = await load();
  if (!(await prove(new Map(flags)))) process.exitCode = 1;
}
// People who were put out in the middle of a day may still be waiting for their next try.
process.exit();
