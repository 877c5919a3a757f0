import { folded } from '@hearth/shared/kernel/folded';

/** The readable end of an address: plain letters, figures and lines. It may be missing or old; the id alone counts. */
export function slugOf(title: string): string {
  return folded(title)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}

export function threadPath(thread: { id: string; title: string }, no?: number): string {
  const slug = slugOf(thread.title);
  return `/t/${thread.id}${slug ? `/${slug}` : ''}${no ? `?post=${no}#post-${no}` : ''}`;
}
