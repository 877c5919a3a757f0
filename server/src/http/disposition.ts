/**
 * `Content-Disposition` for a name that somebody chose (RFC 6266): plain signs for whoever reads no other, and the name
 * itself as RFC 8187 writes it.
 */
export function inline(name: string): string {
  const plain = name.normalize('NFKD').replace(/[^\w .()-]/g, '_');
  const exact = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => `%${hex(sign)}`);
  return `inline; filename="${plain}"; filename*=UTF-8''${exact}`;
}

function hex(sign: string): string {
  return sign.charCodeAt(0).toString(16).toUpperCase();
}
