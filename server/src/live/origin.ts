/** Which sites' pages may open a live connection or post: our own, and nobody else's. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined, publicUrl: string | null): boolean {
  if (origin === undefined || host === undefined) return false;
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return true;
  const url = URL.parse(origin);
  return (
    publicUrl === null && url !== null && /^https?:$/.test(url.protocol) && url.host === host && isLocal(url.hostname)
  );
}

/** Without a public address a server answers to this machine's own names only; a rebound name is not among them. */
export function isLocal(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
