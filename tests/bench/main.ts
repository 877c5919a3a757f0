import type { Flags } from './flags.ts';

/** `npm run bench -- <name> [--flag=value …]`: runs one bench and ends in one line of JSON. */
const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  store: async () => (await import('./store.ts')).benchStore,
  live: async () => (await import('./live.ts')).benchLive,
  across: async () => (await import('./across.ts')).benchAcross,
  write: async () => (await import('./write.ts')).benchWrite,
  page: async () => (await import('./page.ts')).benchPage,
  growth: async () => (await import('./growth.ts')).benchGrowth,
  library: async () => (await import('./library.ts')).benchLibrary,
  files: async () => (await import('./files.ts')).benchFiles,
  followers: async () => (await import('./followers.ts')).benchFollowers,
  flood: async () => (await import('./flood.ts')).benchFlood,
  start: async () => (await import('./start.ts')).benchStart,
};

/** Prints what it finds as it goes and returns what a machine should read. Time never fails a bench; loss does. */
type Bench = (flags: Flags) => Promise<{ readonly lost: number }>;

const [name = '', ...words] = process.argv.slice(2);
const bench = await benches[name]?.();
if (bench) {
  const flags = words.map((word): [string, string] => {
    const [flag = '', value = ''] = word.replace(/^--/, '').split('=', 2);
    return [flag, value];
  });
  const result = await bench(new Map(flags));
  process.stdout.write(`${JSON.stringify({ bench: name, ...result })}\n`);
  process.exitCode = result.lost === 0 ? 0 : 1;
} else {
  process.stderr.write(`Say which: npm run bench -- ${Object.keys(benches).join(' | ')}\n`);
  process.exitCode = 2;
}
