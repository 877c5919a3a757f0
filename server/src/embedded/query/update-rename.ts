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
      if (!from) return;
      if (from.isElement) {
        throw badValue(
          `The source field cannot be an array element, '${source}' in doc with ${describeId(document)} has an array field called '${sourceParts.at(-2)}'`,
        );
      }
      const value = from.value;
      if (value === undefined) return;
      from.unset();
      const to = findSlot(document, target, 'create');
      if (to?.isElement) throw badValue(`The destination field cannot be an array element, '${target.join('.')}'`);
      to?.set(value);
    },
  };
}
