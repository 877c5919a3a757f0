import type { EntryPart } from '@hearth/shared/library/entity';
import { mount, unmount, type Component } from 'svelte';

/** A file as it is opened over the page. */
export type Viewed = Pick<Extract<EntryPart, { kind: 'file' }>, 'fileId' | 'name' | 'size' | 'type'>;

type View = Component<{ file: Viewed; onclose: () => void }>;

/** What shows it is loaded now and not before: reading PDFs takes more than all else on our pages. */
const views: Readonly<Partial<Record<Viewed['type'], () => Promise<{ default: View }>>>> = {
  pdf: () => import('./PdfView.svelte'),
  txt: () => import('./TextView.svelte'),
  csv: () => import('./TextView.svelte'),
};

export function canBeViewed(type: Viewed['type']): boolean {
  return type in views;
}

/** Rejects where what shows it cannot be loaded. */
export async function openView(file: Viewed): Promise<void> {
  const view = await views[file.type]?.();
  if (!view) return;
  const opened = mount(view.default, { target: document.body, props: { file, onclose: () => void unmount(opened) } });
}
