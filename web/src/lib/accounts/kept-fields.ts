/** In this tab alone: who fills in the form for joining is nobody yet, and the device may be a school's. */
const KEY = 'hearth:joining';

/** Keeps what is filled in over a reload, as drafts are kept, but for passwords. */
export function keepFields(form: HTMLFormElement): () => void {
  restore(form);
  const keep = () => {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(fieldsOf(form).map(({ name, value }) => [name, value])));
    } catch {
      // Storage is switched off: the words are still on the page.
    }
  };
  form.addEventListener('input', keep);
  return () => form.removeEventListener('input', keep);
}

export function forgetFields(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Then nothing was kept.
  }
}

type Input = HTMLInputElement | HTMLSelectElement;

/** What is chosen or filled in. */
function fieldsOf(form: HTMLFormElement): readonly Input[] {
  return inputsOf(form).filter((input) => !isBox(input) || input.checked);
}

function inputsOf(form: HTMLFormElement): readonly Input[] {
  return [...form.querySelectorAll<Input>('input:not([type=hidden], [type=password]), select')];
}

function isBox(input: Input): input is HTMLInputElement {
  return input instanceof HTMLInputElement && input.type === 'checkbox';
}

/** What was typed before scripts ran is newer. */
function restore(form: HTMLFormElement): void {
  const kept = readKept();
  if (kept.length === 0) return;
  for (const input of inputsOf(form)) {
    const values = kept.flatMap(([name, value]) => (name === input.name ? [value] : []));
    if (isBox(input)) input.checked = values.includes(input.value);
    else if (input.value === '') input.value = values[0] ?? '';
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function readKept(): readonly (readonly [string, string])[] {
  try {
    // Written by this page alone.
    return JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as [string, string][];
  } catch {
    return [];
  }
}
