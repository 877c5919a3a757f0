import * as m from '../paraglide/messages.js';

/** What is wrong with one field, by the word a refusal has for it. */
const sentences: Readonly<Record<string, () => string>> = {
  missing: m.fault_missing,
  'too-long': m.fault_too_long,
  'too-short': m.fault_too_short,
  'too-big': m.fault_too_big,
  'too-small': m.fault_too_small,
  'until too-small': m.fault_past_day,
  choice: m.fault_choice,
  address: m.fault_address,
  'address-letters': m.fault_address_letters,
  code: m.fault_code,
  weak: m.account_error_weak_password,
  wrong: m.fault_wrong,
  'name signs': m.fault_name,
  'name reserved': m.fault_reserved,
  'school signs': m.fault_school,
  'school reserved': m.fault_reserved,
  'languages missing': m.fault_languages,
};

/** The sentence for a field of a refused form, in the reader's language; undefined where the field is as it should be. */
export function faultIn(fields: Readonly<Record<string, string>> | undefined, name: string): string | undefined {
  const word = fields?.[name];
  return word === undefined ? undefined : (sentences[`${name} ${word}`] ?? sentences[word] ?? m.fault_invalid)();
}
