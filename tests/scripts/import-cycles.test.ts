import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '../..');

/** The files that a file names in its imports, types included. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return importedFiles.flatMap(({ fileName }) => {
    const own = /^@hearth\/(shared|server|web)\/(.*)$/.exec(fileName);
    const path = own
      ? join(ROOT, own[1] ?? '', 'src', `${own[2]}.ts`)
      : fileName.startsWith('.')
        ? join(dirname(file), fileName)
        : null;
    return path && existsSync(path) ? [path] : [];
  });
}

/** A way from each of these back to itself; empty where there is none. */
function cyclesIn(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const done = new Set<string>();
  const cycles: string[][] = [];
  const walk = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file]);
    if (done.has(file) || path.includes(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return cycles;
}

/** Lint looks at what runs, and passes over what is imported for its type alone. */
test('no file depends on itself by way of others, types included', () => {
  const files = globSync('{shared,server,web,tests,scripts}/**/*.ts', {
    cwd: ROOT,
    exclude: (name) => /node_modules|build|\.svelte-kit|paraglide/.test(name),
  }).map((file) => join(ROOT, file));
  expect(files.length).toBeGreaterThan(400);
  const graph = new Map(files.map((file) => [file, importsOf(file)]));
  const cycles = cyclesIn(graph).map((cycle) => cycle.map((file) => relative(ROOT, file)).join(' → '));
  expect(cycles).toEqual([]);
});

test('a cycle is found, also one of three', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', ['a']],
    ['d', []],
  ]);
  expect(cyclesIn(graph)).toEqual([['a', 'b', 'c', 'a']]);
});
