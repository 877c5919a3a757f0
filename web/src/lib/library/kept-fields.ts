/** Files and rows are kept in their own way, and these say nothing that somebody wrote. */
const NOT_KEPT = /^(commandId|rev|asItIs|expectedCurrent|alt|(part|row|cover)[A-Z]\w*)$/;

/** What a form says, as text that a device keeps. */
export function fieldsOf(form: HTMLFormElement): string {
  const kept = [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !NOT_KEPT.test(name));
  return JSON.stringify(kept);
}

/** Puts back what was kept of a form. What lies on a device may have been written by anybody. */
export function fillIn(form: HTMLFormElement, written: string): void {
  const kept = entriesIn(written);
  if (kept.length === 0) return;
  for (const element of form.elements) {
    const values = kept.flatMap(([name, value]) => (name === element.getAttribute('name') ? [value] : []));
    if (element instanceof HTMLInputElement && element.type === 'checkbox')
      element.checked = values.includes(element.value);
    else if (isWritten(element) && values[0] !== undefined) {
      element.value = values[0];
      element.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }
}

function isWritten(element: Element): element is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  if (element instanceof HTMLInputElement) return element.type !== 'hidden';
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
}

function entriesIn(written: string): [string, string][] {
  try {
    const kept: unknown = JSON.parse(written || '[]');
    return Array.isArray(kept) ? kept.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(one: unknown): one is [string, string] {
  return Array.isArray(one) && one.length === 2 && one.every((each) => typeof each === 'string');
}
