import { isDocument, type BsonValue, type Maybe } from '../bson/types.ts';
import { failedToParse, location } from '../values/errors.ts';
import { typeName } from '../values/types.ts';
import { withCells } from './environment.ts';
import { isNothing, namedArguments, wholeNumber, type Operator, type Operators } from './expression-operator.ts';
import { isTrue } from './truth.ts';

/** A name a person may give a variable: it begins with a lower-case letter. */
export function checkVariable(name: Maybe): string {
  if (typeof name !== 'string' || !/^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name)) {
    throw failedToParse(`'${String(name)}' starts with an invalid character for a user variable name`);
  }
  return name;
}

function arrayOf(value: Maybe, message: (type: string) => Error): BsonValue[] | null {
  if (isNothing(value)) return null;
  if (!Array.isArray(value)) throw message(typeName(value));
  return value;
}

const filter: Operator = (argument, { name, env, compile }) => {
  const parts = namedArguments(argument, name, ['input', 'cond'], ['as', 'limit']);
  const input = compile(parts['input'] ?? null);
  const limit = parts['limit'] === undefined ? undefined : compile(parts['limit']);
  const [scope, [cell]] = withCells(env, [checkVariable(parts['as'] ?? 'this')]);
  const keeps = compile(parts['cond'] ?? null, scope);
  return (document) => {
    const list = arrayOf(input(document), (type) => location(28651, `input to $filter must be an array not ${type}`));
    if (!list || !cell) return null;
    const given = limit?.(document);
    const most = isNothing(given) ? Infinity : wholeNumber(given, '$filter: limit', 327391);
    if (most < 1) throw location(327392, '$filter: limit must be greater than 0');
    const kept: BsonValue[] = [];
    for (const element of list) {
      if (kept.length >= most) break;
      cell.value = element;
      if (isTrue(keeps(document))) kept.push(element);
    }
    return kept;
  };
};

const map: Operator = (argument, { name, env, compile }) => {
  const parts = namedArguments(argument, name, ['input', 'in'], ['as']);
  const input = compile(parts['input'] ?? null);
  const [scope, [cell]] = withCells(env, [checkVariable(parts['as'] ?? 'this')]);
  const apply = compile(parts['in'] ?? null, scope);
  return (document) => {
    const list = arrayOf(input(document), (type) => location(16883, `input to $map must be an array not ${type}`));
    if (!list || !cell) return null;
    return list.map((element) => {
      cell.value = element;
      return apply(document) ?? null;
    });
  };
};

const reduce: Operator = (argument, { name, env, compile }) => {
  const parts = namedArguments(argument, name, ['input', 'initialValue', 'in'], []);
  const input = compile(parts['input'] ?? null);
  const initial = compile(parts['initialValue'] ?? null);
  const [scope, [element, accumulated]] = withCells(env, ['this', 'value']);
  const apply = compile(parts['in'] ?? null, scope);
  return (document) => {
    const list = arrayOf(input(document), (type) =>
      location(40080, `$reduce requires that 'input' be an array, found: ${type}`),
    );
    if (!list || !element || !accumulated) return null;
    let result = initial(document);
    for (const one of list) {
      element.value = one;
      accumulated.value = result;
      result = apply(document);
    }
    return result;
  };
};

const letIn: Operator = (argument, { name, env, compile }) => {
  const parts = namedArguments(argument, name, ['vars', 'in'], []);
  const variables = parts['vars'];
  if (!isDocument(variables)) throw location(16876, `invalid parameter: expected an object (vars)`);
  const names = Object.keys(variables).map(checkVariable);
  const values = names.map((one) => compile(variables[one] ?? null));
  const [scope, cells] = withCells(env, names);
  const apply = compile(parts['in'] ?? null, scope);
  return (document) => {
    values.forEach((value, index) => {
      const cell = cells[index];
      if (cell) cell.value = value(document);
    });
    return apply(document);
  };
};

export const LOOPS: Operators = { $filter: filter, $map: map, $reduce: reduce, $let: letIn };
