import type { AuditEntry } from '@hearth/shared/audit/entity';
import type { BoardRights } from '@hearth/shared/boards/rights';
import type { Language } from '@hearth/shared/accounts/entity';
import * as m from '../paraglide/messages.js';
import { values } from './act-sentences.ts';

type Subject = AuditEntry['on'];

/** In the place of a name that the reader may not know, or that nobody has any more. */
const unnamed: Readonly<Record<Subject['kind'], () => string>> = {
  thread: m.audit_a_thread,
  post: m.audit_a_thread,
  board: m.audit_a_board,
  section: m.audit_nobody,
  tag: m.audit_a_tag,
  group: m.audit_a_group,
  room: m.audit_a_room,
  person: m.audit_nobody,
  invitation: m.audit_nobody,
  rules: m.audit_nobody,
  reason: m.audit_nobody,
  words: m.audit_nobody,
  gates: m.audit_nobody,
  entry: m.audit_an_entry,
  collection: m.audit_a_collection,
  list: m.audit_a_list,
};

export function nameOf({ kind, name }: Subject, language: Language): string {
  return name?.[language] ?? unnamed[kind]();
}

/** Where it leads to; null where there is nothing to see, or not for this reader. */
export function pathOf({ kind, id, no, name }: Subject): string | null {
  if (!name) return null;
  switch (kind) {
    case 'thread':
      return `/t/${id}`;
    case 'post':
      return no === null ? `/t/${id}` : `/t/${id}?post=${no}#post-${no}`;
    case 'board':
      return `/b/${id}`;
    case 'group':
      return `/groups/${id}`;
    case 'room':
      return `/rooms/${id}`;
    case 'tag':
      return `/tags/${id}`;
    case 'entry':
      return `/library/${id}`;
    case 'collection':
      return `/library/collections/${id}`;
    default:
      return null;
  }
}

/** A value as it is said; one that is a moment says when. */
interface Value {
  readonly words: string;
  readonly at?: string;
}

interface Change {
  readonly what: string;
  /** What it was, if it was anything, and what it became. */
  readonly values: readonly Value[];
}

/** What was different: “Role: Member → Moderator”. House rules by their titles, where these are known. */
export function changesIn(
  { changes }: Pick<AuditEntry, 'changes'>,
  language: Language,
  rules: ReadonlyMap<string, string> = new Map(),
): Change[] {
  return changes
    .filter(({ before, after }) => before?.[language] !== after?.[language])
    .map(({ what, before, after }) => {
      const said = [before, after].flatMap((value) => {
        if (value === null) return [];
        const title = what === 'rule' && rules.get(value[language]);
        return [title ? { words: title } : valueIn(what, value[language])];
      });
      return { what: values[what]?.() ?? what, values: said };
    });
}

const known: Readonly<Record<string, () => string>> = {
  true: m.audit_value_yes,
  false: m.audit_value_no,
  '': m.audit_value_none,
  member: m.role_member,
  moderator: m.role_moderator,
  admin: m.role_admin,
  everyone: m.circle_everyone,
  members: m.circle_members,
  staff: m.circle_staff,
  nobody: m.audit_value_nobody,
  block: m.word_block,
  instead: m.word_use_instead,
  hold: m.word_hold,
  flag: m.word_flag,
  both: m.word_both,
  en: m.word_en,
  es: m.word_es,
  warning: m.sanction_kind_warning,
  silence: m.sanction_kind_silence,
  suspension: m.sanction_kind_suspension,
  'sign-out': m.sanction_kind_sign_out,
  upheld: m.audit_value_upheld,
  overturned: m.audit_value_overturned,
};

/** What a board says of who may do it. */
const rights: ReadonlySet<string> = new Set<keyof BoardRights>(['see', 'read', 'start', 'reply', 'attach', 'moderate']);

function valueIn(what: string, value: string): Value {
  if (rights.has(what)) return { words: amongIn(value) };
  const isMoment = /^\d{4}-\d\d-\d\dT/.test(value);
  return isMoment ? { words: value, at: value } : { words: known[value]?.() ?? value };
}

/** Who may do something on a board: a circle, and groups by their names. */
function amongIn(value: string): string {
  const [circle = '', ...groups] = value.split(' + ');
  const said = circle === 'nobody' && groups.length > 0 ? groups : [known[circle]?.() ?? circle, ...groups];
  return said.join(' + ');
}
