const WRITING = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog';

/** The key that was pressed by itself. Null while somebody writes, with another key, and for one that is held down. */
export function keyAlone(event: KeyboardEvent): string | null {
  const isWriting = event.target instanceof Element && event.target.closest(WRITING) !== null;
  return isWriting || event.ctrlKey || event.metaKey || event.altKey || event.repeat ? null : event.key;
}
