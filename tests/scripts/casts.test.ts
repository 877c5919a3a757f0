import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '../..');
const MOST_PER_THOUSAND_LINES = 2;
const areas = ['shared', 'server', 'server/src/embedded', 'web', 'tests'];

interface Cast {
  readonly line: number;
  readonly hasReason: boolean;
}

/** What is left of a component is its scripts, at their lines. */
const scriptsOf = (text: string): string =>
  text.replace(/(<\/script>|^)([^]*?)(<script[^>]*>|$)/g, (between) => between.replace(/[^\n]/g, ' '));

/** A comment on the cast's own line, or right before what it is part of. */
function hasReason(node: ts.Node, source: ts.SourceFile): boolean {
  const lines = source.text.split('\n');
  const { line } = source.getLineAndCharacterOfPosition(node.getEnd());
  if (/\/\/|\*\/|^\s*\*/.test(lines[line] ?? '') || /^\s*\/\/|\*\/\s*$/.test(lines[line - 1] ?? '')) return true;
  for (let around: ts.Node = node; around.parent; around = around.parent) {
    if (around !== node && ts.isBlock(around)) return false;
    if (ts.getLeadingCommentRanges(source.text, around.getFullStart())) return true;
    if (ts.isStatement(around) || ts.isClassElement(around)) return false;
  }
  return false;
}

function castsIn(text: string): Cast[] {
  const source = ts.createSourceFile('', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const casts: Cast[] = [];
  const look = (node: ts.Node): void => {
    const isCast = ts.isAsExpression(node) && !ts.isConstTypeReference(node.type);
    if (isCast || ts.isTypeAssertionExpression(node) || ts.isNonNullExpression(node))
      casts.push({
        line: source.getLineAndCharacterOfPosition(node.getEnd()).line + 1,
        hasReason: hasReason(node, source),
      });
    ts.forEachChild(node, look);
  };
  look(source);
  return casts;
}

const files = globSync(['{shared,server,web,tests,scripts}/**/*.{ts,svelte}'], {
  cwd: ROOT,
  exclude: (name) => /node_modules|build|\.svelte-kit|paraglide/.test(name),
});
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const counted = files.map((file) => {
  const text = read(file);
  const casts = castsIn(file.endsWith('.svelte') ? scriptsOf(text) : text);
  return { file, lines: text.split('\n').length, casts };
});

test('casts are found, and whether a reason stands beside them', () => {
  const text = `
const a = b as C;
// The reason.
const d = e as unknown as F;
const g = { h: i! }; // The reason.
/** The reason. */
const j = (k: L) =>
  m.n(k as O);
const p = ['q'] as const;
`;
  expect(castsIn(text)).toEqual([
    { line: 2, hasReason: false },
    { line: 4, hasReason: true },
    { line: 4, hasReason: true },
    { line: 5, hasReason: true },
    { line: 8, hasReason: true },
  ]);
  const component = '<script lang="ts">\n  const a = b as C;\n</script>\n\n{#each d as e}it is{/each}\n';
  expect(castsIn(scriptsOf(component))).toEqual([{ line: 2, hasReason: false }]);
});

test.each(areas)('%s has at most two casts in a thousand lines', (area) => {
  const inner = areas.filter((other) => other.startsWith(`${area}/`));
  const its = counted.filter(
    ({ file }) => file.startsWith(`${area}/`) && !inner.some((other) => file.startsWith(`${other}/`)),
  );
  const [lines, casts] = [its.reduce((sum, one) => sum + one.lines, 0), its.flatMap((one) => one.casts).length];
  expect(lines).toBeGreaterThan(1_000);
  expect(casts).toBeLessThanOrEqual((lines * MOST_PER_THOUSAND_LINES) / 1_000);
});

test('each cast has its reason beside it', () => {
  const bare = counted.flatMap(({ file, casts }) =>
    casts.filter((cast) => !cast.hasReason).map(({ line }) => `${file}:${line}`),
  );
  expect(bare).toEqual([]);
});

test('no cast hides in markup, where there is no room for a reason', () => {
  const markup = files
    .filter((file) => file.endsWith('.svelte'))
    .map((file) => [file, read(file).replace(/<(script|style)[^]*?<\/\1>|\{#each[^\n]*/g, '')] as const);
  expect(markup.filter(([, text]) => /\{[^{}]*[\w)\]] as [A-Z{'"(][^{}]*\}/.test(text)).map(([file]) => file)).toEqual(
    [],
  );
});
