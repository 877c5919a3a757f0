/** Where to go after signing in: a path of this site, never another site, whatever the address said. */
export function safePath(wanted: string | null): string {
  if (!wanted || !/^\/(?![/\\])/.test(wanted) || /[\u0000-\u001f\\]/.test(wanted)) return '/';
  return wanted;
}
