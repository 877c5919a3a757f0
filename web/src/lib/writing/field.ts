import {
  continueLine,
  insertBlocks,
  linkOf,
  toggleLines,
  toggleMark,
  type Edit,
  type Line,
  type Mark,
  type Selected,
} from './edits.ts';
import { markdownFrom } from './from-html.ts';

export function selectedIn({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Selected {
  return { text: value, from: selectionStart, to: selectionEnd };
}

/** Changes a field as if it had been typed, so that it can be undone. */
export function apply(field: HTMLTextAreaElement, { from, to, insert, selected }: Edit): void {
  field.focus();
  field.setSelectionRange(from, to);
  // Out of date, and the one way that keeps what can be undone.
  const isTyped = document.execCommand(insert ? 'insertText' : 'delete', false, insert);
  if (!isTyped && from + insert.length !== to) {
    field.setRangeText(insert, from, to);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  field.setSelectionRange(...selected);
}

export const mark = (field: HTMLTextAreaElement, sign: Mark) => apply(field, toggleMark(selectedIn(field), sign));
export const lines = (field: HTMLTextAreaElement, line: Line) => apply(field, toggleLines(selectedIn(field), line));

/** What keys and pasting do in a field besides what they do anyway. `onlink` is asked for an address. Returns how to stop. */
export function listen(field: HTMLTextAreaElement, onlink: () => void): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.isComposing || event.altKey) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      const next = continueLine(selectedIn(field));
      if (next) take(event, () => apply(field, next));
    }
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    const key = event.key.toLowerCase();
    if (key === 'b') take(event, () => mark(field, '**'));
    if (key === 'i') take(event, () => mark(field, '*'));
    if (key === 'k') take(event, onlink);
  };
  const paste = (event: ClipboardEvent): void => {
    const selected = selectedIn(field);
    const plain = event.clipboardData?.getData('text/plain').trim() ?? '';
    const words = selected.text.slice(selected.from, selected.to);
    const isAddress = /^https?:\/\/\S+$/.test(plain) && words.trim() && !words.includes('\n');
    if (isAddress && !/^https?:\/\//.test(words))
      return take(event, () => apply(field, linkOf(selected, words, plain)));
    const markdown = markdownFrom(event.clipboardData?.getData('text/html') ?? '');
    if (markdown && markdown !== plain) take(event, () => apply(field, insertBlocks(selected, markdown)));
  };
  field.addEventListener('keydown', press);
  field.addEventListener('paste', paste);
  return () => {
    field.removeEventListener('keydown', press);
    field.removeEventListener('paste', paste);
  };
}

function take(event: Event, act: () => void): void {
  event.preventDefault();
  act();
}
