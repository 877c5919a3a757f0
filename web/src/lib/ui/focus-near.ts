import { tick } from 'svelte';

/**
 * Once the item at `place` of a list has been removed with the button in it, which had the focus: its neighbour's button has it,
 * or what the list stood in, so that whoever uses the keyboard goes on from there.
 */
export async function focusNear(root: HTMLElement | undefined, place: number): Promise<void> {
  await tick();
  const items = root?.querySelectorAll('li') ?? [];
  const buttons = (items[place] ?? items[place - 1])?.querySelectorAll('button');
  ([...(buttons ?? [])].at(-1) ?? root)?.focus();
}
