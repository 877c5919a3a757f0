import { getField } from '../bson/fields.ts';
import { isDocument, type Document, type Maybe } from '../bson/types.ts';
import { badValue } from '../values/errors.ts';
import { describeId } from '../values/describe.ts';
import type { Move } from './update-operator.ts';
import { findSlot } from './update-path.ts';

/** Moves a value to the place of another path. A field that is there already keeps its position and loses its value. */
export function compileRename(source: string, sourceParts: readonly string[]): Move {
  return {
    // The target is made only when there is something to move, so the place is looked up here.
    applyAt(document, target) {
      const from = findSlot(document, sourceParts, 'refuse');
      const value = from?.value;
      if (!from || value === undefined) return;
      const around = arrayOn(document, sourceParts);
      if (around !== undefined) {
        throw badValue(
          `The source field cannot be an array element, '${source}' in doc with ${describeId(document)} has an array field called '${around}'`,
        );
      }
      const within = arrayOn(document, target);
      if (within !== undefined) {
        throw badValue(
          `The destination field cannot be an array element, '${target.join('.')}' in doc with ${describeId(document)} has an array field called '${within}'`,
        );
      }
      from.unset();
      findSlot(document, target, 'create')?.set(value);
    },
  };
}

/** The name of the first array that a path leads through, if there is one. */
function arrayOn(document: Document, parts: readonly string[]): string | undefined {
  let value: Maybe = document;
  for (const part of parts.slice(0, -1)) {
    value = isDocument(value) ? getField(value, part) : undefined;
    if (Array.isArray(value)) return part;
  }
  return undefined;
}
