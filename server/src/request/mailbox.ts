/**
 * One mailbox has many addresses: what stands behind a `+` reaches it as well, and one large service reads over dots. For
 * counting only: who somebody is, is the address as they wrote it.
 */
export function mailboxOf(address: string): string {
  const [local = '', host = ''] = address.toLowerCase().split('@');
  const [name = ''] = local.split('+');
  if (host !== 'gmail.com' && host !== 'googlemail.com') return `${name}@${host}`;
  return `${name.replaceAll('.', '')}@gmail.com`;
}
