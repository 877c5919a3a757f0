import { expect, test } from '@jest/globals';
import { commandId } from '@hearth/shared/kernel/ids';
import { siblingOf } from './sibling.ts';

test('it is another id, whatever the first one is, and always the same', () => {
  for (const figure of '0123456789abcdef') {
    const id = `0f1e2d3c-4b5a-4978-8695-${figure}4d3c2b1a0f9`;
    expect(siblingOf(id)).not.toBe(id);
    expect(commandId.parse(siblingOf(id))).toBe(siblingOf(id));
  }
});
