import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What both ends of a live connection say beside commands, queries and changes. */
const PROTOCOL = ['CatchUp', 'Heads', 'Hello', 'Position', 'StreamEvent'];

/** Shapes that no schema checks: the data of each stream's stored events, what all events share, and the live protocol. */
export function typesIn(): [string, string][] {
  const streams = globSync('server/src/features/*/stream.ts', { cwd: ROOT });
  const [definition, protocol] = ['server/src/streams/definition.ts', 'shared/src/kernel/protocol.ts'];
  const { config } = ts.readConfigFile(`${ROOT}/server/tsconfig.json`, ts.sys.readFile) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, `${ROOT}/server`);
  const files = [...streams, definition, protocol].map((file) => `${ROOT}/${file}`);
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  const exportsOf = (file: string) => {
    const source = program.getSourceFile(`${ROOT}/${file}`);
    const symbol = source && checker.getSymbolAtLocation(source);
    return symbol ? checker.getExportsOfModule(symbol) : [];
  };
  const declared = (file: string, name: string) => {
    const symbol = exportsOf(file).find((one) => one.name === name);
    if (!symbol) throw new Error(`${file} exports no ${name}: tests/contract/types.ts has to learn where it is`);
    return textOf(checker, checker.getDeclaredTypeOfSymbol(symbol));
  };
  return [
    ['every stream: stored event', declared(definition, 'EventRecord')],
    ...PROTOCOL.map((name): [string, string] => [`live: ${name}`, declared(protocol, name)]),
    ...streams.flatMap((file) => exportsOf(file).flatMap((symbol) => dataOf(checker, symbol))),
  ];
}

/** A stream's own definition says in its type what its events hold. */
function dataOf(checker: ts.TypeChecker, symbol: ts.Symbol): [string, string][] {
  if (!(symbol.flags & ts.SymbolFlags.Variable)) return [];
  const type = checker.getTypeOfSymbol(symbol);
  const [aggregate, data] = checker.getTypeArguments(type as ts.TypeReference);
  if (type.symbol.name !== 'StreamDefinition' || !aggregate || !data) return [];
  return [[`${symbol.name}: data of stored events`, textOf(checker, data)]];
}

/** A type spelled out down to its primitives. */
function textOf(checker: ts.TypeChecker, type: ts.Type, around: readonly ts.Type[] = []): string {
  if (around.includes(type)) return 'itself';
  const spell = (one: ts.Type) => textOf(checker, one, [...around, type]);
  if (type.isUnion()) return type.types.map(spell).sort().join(' | ');
  // A branded id is stored as what it is without its brand.
  const bare = type.isIntersection() && type.types.find((one) => !(one.flags & ts.TypeFlags.Object));
  if (bare) return spell(bare);
  if (checker.isArrayType(type))
    return `(${checker
      .getTypeArguments(type as ts.TypeReference)
      .map(spell)
      .join()})[]`;
  if (type.symbol?.name === 'Date' || !(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)))
    return checker.typeToString(type);
  const fields = checker.getPropertiesOfType(type).map((field) => {
    const optional = field.flags & ts.SymbolFlags.Optional ? '?' : '';
    return `${field.name}${optional}: ${spell(checker.getTypeOfSymbol(field))}`;
  });
  const rest = checker.getIndexInfosOfType(type).map((its) => `[${spell(its.keyType)}]: ${spell(its.type)}`);
  return `{ ${[...fields, ...rest].sort().join('; ')} }`;
}
