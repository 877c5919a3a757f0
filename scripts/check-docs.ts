import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** The Markdown that people are sent to. */
function docs(): string[] {
  const found = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
  const below = found.filter((name) => name.endsWith('.md')).map((name) => join('docs', name));
  return ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...below];
}

/** Everything in backticks, and every picture or link, that looks like a path of this checkout. */
export function pathsIn(markdown: string): string[] {
  const withoutBlocks = markdown.replace(/^```[^]*?^```/gm, '');
  const quoted = [...withoutBlocks.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
  const linked = [...withoutBlocks.matchAll(/\]\(([^)#:\s]+)\)/g)].map((match) => match[1] ?? '');
  const isPath = (word: string) => /^[\w.@-]+(\/[\w.@+\-[\]]+)+\/?$|^[\w-]+\.(md|ts|js|cjs|json|yml)$/.test(word);
  return [...new Set([...quoted, ...linked].filter(isPath))];
}

/** The commands that a page tells people to run. */
export function commandsIn(markdown: string): string[] {
  return [...new Set([...markdown.matchAll(/\bnpm run ([\w-]+)/g)].map((match) => match[1] ?? ''))];
}

/** The numbers of the promises that a page makes: `- **L3** …`. */
export function promisesIn(markdown: string): string[] {
  return [...markdown.matchAll(/^- \*\*(L\d+)\*\*/gm)].map((match) => match[1] ?? '');
}

/** The rows of a page that says what tries each attack, fault or invariant: its number, and the files that are named last. */
export function triedIn(markdown: string): { no: string; files: string[] }[] {
  return [...markdown.matchAll(/^\| ((?:[A-Z]|LB-)?\d+) \|.*\| ([^|]+) \|$/gm)].map(([, no = '', last = '']) => ({
    no,
    files: [...last.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
  }));
}

/** The number is at the beginning of a test's name: `F9: …`, `F3, L7: …`, `L9, attacks 5, 6: …`, `Complaint 2: …` for C2. */
function carries(text: string, no: string): boolean {
  const labels = [...text.matchAll(/['"`]((?:attacks? |complaint |LB-|[A-Z])\d[^:'"`\n]*): /gi)].map(
    ([, label = '']) => label,
  );
  return labels.some((label) =>
    label
      .replace(/attacks? /, '')
      .replace(/complaint /i, 'C')
      .split(', ')
      .includes(no),
  );
}

/** What a page calls a file by its bare name may lie anywhere; what commands leave in `.cache` is there after they ran. */
function exists(path: string, names: ReadonlySet<string>): boolean {
  if (path.startsWith('.cache/')) return true;
  return existsSync(join(ROOT, path)) || (!path.includes('/') && names.has(path));
}

function sourceFiles(): string[] {
  return ['shared', 'server', 'web/src', 'tests', 'scripts'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => !/node_modules|build|paraglide/.test(name))
      .map((name) => join(folder, name)),
  );
}

/** Of the feature that a page makes by its code blocks: ```ts shared/src/<feature>/… */
function madeBy(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/^```ts (\S+)$/gm)].map(([, path = '']) => nameOfFeature(path)));
}

function nameOfFeature(path: string): string {
  return /^(?:shared\/src|server\/src\/features|web\/src\/lib)\/([\w-]+)/.exec(path)?.[1] ?? '';
}

function main(): void {
  const files = sourceFiles();
  const names = new Set(files.map((file) => file.split('/').at(-1) ?? ''));
  // npm refuses a package.json whose scripts are anything else.
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
  const faults = docs().flatMap((doc) => {
    const text = readFileSync(join(ROOT, doc), 'utf8');
    const made = madeBy(text);
    const missing = [
      ...pathsIn(text).filter((path) => !exists(path, names) && !made.has(nameOfFeature(path))),
      ...commandsIn(text).flatMap((command) => (command in scripts ? [] : `npm run ${command}`)),
    ];
    return missing.map((what) => `${doc} names ${what}, which does not exist`);
  });
  const tests = files.filter((file) => file.endsWith('.test.ts')).map((file) => readFileSync(join(ROOT, file), 'utf8'));
  const promises = promisesIn(readFileSync(join(ROOT, 'docs/live-protocol.md'), 'utf8'));
  const untested = promises.filter((number) => !tests.some((text) => carries(text, number)));
  faults.push(...untested.map((number) => `docs/live-protocol.md promises ${number}, and no test carries its number`));
  for (const page of ['docs/attacks.md', 'docs/faults.md', 'docs/features.md']) {
    const named = triedIn(readFileSync(join(ROOT, page), 'utf8')).flatMap(({ no, files }) =>
      files.map((file) => ({ no, file })),
    );
    const untried = named.filter(({ no, file }) => {
      const path = join(ROOT, file);
      return existsSync(path) && !carries(readFileSync(path, 'utf8'), no);
    });
    faults.push(...untried.map(({ no, file }) => `${page} names ${file} for ${no}; no test there carries that number`));
  }
  for (const fault of faults) console.error(fault);
  console.log(`${docs().length} pages, ${promises.length} promises, ${faults.length} faults`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

if (import.meta.main) main();
