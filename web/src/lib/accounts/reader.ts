import type { Me } from '@hearth/shared/accounts/entity';

/** What every page knows of whoever reads it. The rest of an account is in the one page that shows it. */
export type Reader = Pick<Me, 'id' | 'name' | 'role'>;
