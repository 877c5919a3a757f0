import { nothingPersonal, type PersonalData } from '../../personal-data/declaration.ts';

/** Which links of entries open, and when which host was asked: not a word about anybody. */
export const personalData: PersonalData<Record<string, never>> = {
  ...nothingPersonal,
  collections: ['LibraryLink', 'LinkHost'],
};
