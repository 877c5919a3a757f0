import type { Me } from '@hearth/shared/accounts/entity';

/** What every page knows about its reader. The rest of an account is only on the page that shows it. */
export type Reader = Pick<Me, 'id' | 'name' | 'role'>;

export function readerOf({ id, name, role }: Me): Reader {
  return { id, name, role };
}
