import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What both ends of a live connection say beside commands, queries and changes. */
const PROTOCOL = ['CatchUp', 'Heads', 'Hello', 'Position', 'StreamEvent'];

/**
 * Shapes that no schema checks: the data of the stored events of every stream that a feature declares, what all events
 * share, and the live protocol.
 */
export function typesIn(): [string, string][] {
  const [definition, protocol] = ['server/src/streams/definition.ts', 'shared/src/kernel/protocol.ts'];
  const { config } = ts.readConfigFile(`${ROOT}/server/tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, `${ROOT}/server`);
  const program = ts.createProgram([`${ROOT}/server/src/features/index.ts`, `${ROOT}/${protocol}`], options);
  const checker = program.getTypeChecker();
  const declared = (file: string, name: string) => {
    const source = program.getSourceFile(`${ROOT}/${file}`);
    const module = source && checker.getSymbolAtLocation(source);
    const symbol = module && checker.getExportsOfModule(module).find((one) => one.name === name);
    if (!symbol) throw new Error(`${file} exports no ${name}: tests/contract/types.ts has to learn where it is`);
    return textOf(checker, checker.getDeclaredTypeOfSymbol(symbol));
  };
  return [
    ['every stream: stored event', declared(definition, 'EventRecord')],
    ...PROTOCOL.map((name): [string, string] => [`live: ${name}`, declared(protocol, name)]),
    ...program.getSourceFiles().flatMap((source) => dataIn(checker, source)),
  ];
}

/** A feature declares a stream by `watched(definition, …)`, and the definition's type says what its events hold. */
function dataIn(checker: ts.TypeChecker, source: ts.SourceFile): [string, string][] {
  if (!/\/server\/src\/features\/[^/]+\/[^/]+$/.test(source.fileName)) return [];
  const found: [string, string][] = [];
  const look = (node: ts.Node): void => {
    ts.forEachChild(node, look);
    if (!ts.isCallExpression(node) || node.expression.getText() !== 'watched') return;
    const [definition] = node.arguments;
    const symbol = definition && checker.getSymbolAtLocation(definition);
    if (!definition || !symbol) throw new Error(`${source.fileName} declares a stream that has no name`);
    const { name } = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const data = argumentsOf(checker, checker.getTypeAtLocation(definition))[1];
    if (data) found.push([`${name}: data of stored events`, textOf(checker, data)]);
  };
  look(source);
  return found;
}

function argumentsOf(checker: ts.TypeChecker, type: ts.Type): readonly ts.Type[] {
  // What has a target is a reference to it with arguments; the compiler's own guard for that is not public.
  return 'target' in type ? checker.getTypeArguments(type as ts.TypeReference) : [];
}

/** A type spelled out down to its primitives. */
function textOf(checker: ts.TypeChecker, type: ts.Type, around: readonly ts.Type[] = []): string {
  if (around.includes(type)) return 'itself';
  const spell = (one: ts.Type) => textOf(checker, one, [...around, type]);
  if (type.isUnion()) return type.types.map(spell).sort().join(' | ');
  // A branded id is stored as what it is without its brand.
  const bare = type.isIntersection() && type.types.find((one) => !(one.flags & ts.TypeFlags.Object));
  if (bare) return spell(bare);
  if (checker.isArrayType(type)) return `(${argumentsOf(checker, type).map(spell).join()})[]`;
  if (type.symbol?.name === 'Date' || !(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)))
    return checker.typeToString(type);
  const fields = checker.getPropertiesOfType(type).map((field) => {
    const optional = field.flags & ts.SymbolFlags.Optional ? '?' : '';
    return `${field.name}${optional}: ${spell(checker.getTypeOfSymbol(field))}`;
  });
  const rest = checker.getIndexInfosOfType(type).map((its) => `[${spell(its.keyType)}]: ${spell(its.type)}`);
  return `{ ${[...fields, ...rest].sort().join('; ')} }`;
}
