import { nothingPersonal, type PersonalData } from '../../personal-data/declaration.ts';

/** Which post links to which entry; whose post it is stands with the post, and it follows what becomes of it. */
export const personalData: PersonalData<Record<string, never>> = { ...nothingPersonal, collections: ['EntryLink'] };
