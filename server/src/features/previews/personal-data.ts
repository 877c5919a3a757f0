import { nothingPersonal, type PersonalData } from '../../personal-data/declaration.ts';

/** What other sites say of themselves. The cards themselves stand in the posts, and go with them. */
export const personalData: PersonalData<Record<string, never>> = { ...nothingPersonal, collections: ['Preview'] };
