/** What is wrong is said at its field; of several in a form the first is where one goes on. */
export function takeFocus(field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | undefined): void {
  if (field && field.form?.querySelector('[aria-invalid=true]') === field) field.focus();
}
