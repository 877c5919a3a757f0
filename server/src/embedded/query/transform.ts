import { copyFields, removeField, setField } from '../bson/fields.ts';
import { isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import { describe } from '../values/describe.ts';
import { location, MongoError } from '../values/errors.ts';
import { typeName } from '../values/types.ts';
import type { Environment } from './environment.ts';
import { compileExpression, type Expression } from './expression.ts';
import { compileProjection, compileProjectStage } from './project.ts';

/** A stage that makes one document of one document. It changes nothing in the document it is given. */
export type Transform = (document: Document) => Document;

const TRANSFORMS: Readonly<Record<string, (argument: BsonValue, env: Environment, name: string) => Transform>> = {
  $set: compileSet,
  $addFields: compileSet,
  $unset: (argument) => compileUnset(argument),
  $project: (argument, env) => compileProjectStage(documentOf(argument, 15969, '$project'), env),
  $replaceRoot: (argument, env, name) => {
    const { newRoot, ...rest } = documentOf(argument, 40229, name);
    const [unknown] = Object.keys(rest);
    if (unknown !== undefined) throw location(40415, `BSON field '$replaceRoot.${unknown}' is an unknown field.`);
    if (newRoot === undefined) throw location(40231, 'no newRoot specified for the $replaceRoot stage');
    return compileReplace(newRoot, env);
  },
  $replaceWith: (argument, env) => compileReplace(argument, env),
};

/** The stage of this name, or null when it is another kind of stage. */
export function compileTransform(name: string, argument: BsonValue, env: Environment): Transform | null {
  return Object.hasOwn(TRANSFORMS, name) ? (TRANSFORMS[name]?.(argument, env, name) ?? null) : null;
}

/** An update written as a pipeline: only stages that keep documents apart. */
export function compileTransforms(stages: readonly BsonValue[], env: Environment): Transform {
  const transforms = stages.map((stage) => {
    const [name = '', ...others] = isDocument(stage) ? Object.keys(stage) : [];
    if (!isDocument(stage) || others.length > 0) {
      throw location(40323, 'A pipeline stage specification object must contain exactly one field.');
    }
    const transform = compileTransform(name, stage[name] ?? null, env);
    if (transform) return transform;
    throw new MongoError(72, 'InvalidOptions', `${name} is not allowed to be used within an update`);
  });
  return (document) => transforms.reduce((current, transform) => transform(current), document);
}

interface Assignment {
  readonly parts: readonly string[];
  readonly expression: Expression;
}

function compileSet(argument: BsonValue, env: Environment, name: string): Transform {
  const assignments: Assignment[] = [];
  const spec = documentOf(argument, 40272, name);
  for (const [path, value] of Object.entries(spec)) collect([path], value, env, assignments);
  return (document) =>
    assignments.reduce<Document>((result, { parts, expression }) => {
      return assignedIn(result, parts, 0, expression(document));
    }, document);
}

/** A document without operators is a path into the field, as in `{a: {b: 1}}`. */
function collect(path: readonly string[], value: BsonValue, env: Environment, found: Assignment[]): void {
  const names = isDocument(value) ? Object.keys(value) : [];
  if (isDocument(value) && names.length > 0 && !names[0]?.startsWith('$')) {
    for (const [name, inner] of Object.entries(value)) collect([...path, name], inner, env, found);
    return;
  }
  const parts = path.flatMap((part) => part.split('.'));
  if (parts.includes('')) throw location(40353, 'FieldPath field names may not be empty strings.');
  if (parts.some((part) => part.startsWith('$')))
    throw location(16410, "FieldPath field names may not start with '$'.");
  found.push({ parts, expression: compileExpression(value, env) });
}

/** A copy with the value at the path: in every element of an array, and in a new document where there is none. */
function assigned(target: Maybe, parts: readonly string[], depth: number, value: Maybe): BsonValue {
  if (Array.isArray(target)) return target.map((element) => assigned(element, parts, depth, value));
  return assignedIn(isDocument(target) ? target : {}, parts, depth, value);
}

function assignedIn(target: Document, parts: readonly string[], depth: number, value: Maybe): Document {
  const part = parts[depth] ?? '';
  const copy = copyFields(target);
  const inner = depth === parts.length - 1 ? value : assigned(copy[part], parts, depth + 1, value);
  if (inner === undefined) removeField(copy, part);
  else setField(copy, part, inner);
  return copy;
}

function compileUnset(argument: BsonValue): Transform {
  const paths = Array.isArray(argument) ? argument : [argument];
  if (paths.length === 0)
    throw location(31119, '$unset specification must be a string or an array with at least one field');
  const spec: Document = {};
  for (const path of paths) {
    if (typeof path !== 'string' || path === '') {
      throw location(31002, '$unset specification must be a string or an array containing only string values');
    }
    if (path.startsWith('$')) throw location(16410, "FieldPath field names may not start with '$'.");
    setField(spec, path, false);
  }
  return compileProjection(spec);
}

function compileReplace(spec: BsonValue, env: Environment): Transform {
  const expression = compileExpression(spec, env);
  return (document) => {
    const value = expression(document);
    if (isDocument(value)) return value;
    throw location(
      40228,
      `'newRoot' expression must evaluate to an object, but resulting value was: ${describe(value)}. Type of resulting value: '${typeName(value)}'.`,
    );
  };
}

function documentOf(argument: BsonValue, code: number, name: string): Document {
  if (isDocument(argument)) return argument;
  throw location(code, `${name} specification must be an object, got ${typeName(argument)}`);
}
