const WRITING = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog';
/** Of the device, whoever signs in there. */
const OFF = 'keys-off';

/** The key that was pressed by itself. Null while somebody writes, with another key, for one that is held down, and where keys are off. */
export function keyAlone(event: KeyboardEvent): string | null {
  const isWriting = event.target instanceof Element && event.target.closest(WRITING) !== null;
  const isAlone = !(event.ctrlKey || event.metaKey || event.altKey || event.repeat);
  return isAlone && !isWriting && !areKeysOff() ? event.key : null;
}

export function areKeysOff(): boolean {
  try {
    return localStorage.getItem(OFF) !== null;
  } catch {
    return false;
  }
}

export function turnKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, 'yes');
  } catch {
    // Without storage they are on again on the next page.
  }
}
