import type { ImportAct, ImportColumn, ImportFault, ImportRowState, ImportState } from '@hearth/shared/imports/entity';
import * as m from '../paraglide/messages.js';

export const states: Readonly<Record<ImportState, () => string>> = {
  reading: m.import_state_reading,
  unread: m.import_state_unread,
  checked: m.import_state_checked,
  waiting: m.import_state_waiting,
  running: m.import_state_running,
  done: m.import_state_done,
  undoing: m.import_state_undoing,
  undone: m.import_state_undone,
  discarded: m.import_state_discarded,
};

/** In this order wherever they are counted. */
export const rowStates: readonly (readonly [ImportRowState, () => string])[] = [
  ['faulty', m.import_row_faulty],
  ['new', m.import_row_new],
  ['known', m.import_row_known],
  ['done', m.import_row_done],
  ['touched', m.import_row_touched],
  ['taken-back', m.import_row_taken_back],
];

export function rowStateName(state: ImportRowState): string {
  return rowStates.find(([its]) => its === state)?.[1]() ?? '';
}

export const acts: Readonly<Record<ImportAct, () => string>> = {
  send: m.import_act_send,
  release: m.import_act_release,
  undo: m.import_act_undo,
  discard: m.import_act_discard,
};

const columns: Readonly<Record<ImportColumn, () => string>> = {
  id: () => 'id',
  title: m.library_title,
  kind: m.library_kind_facet,
  summary: m.library_summary,
  links: m.library_link,
  languages: m.library_language,
  audience: m.library_audience,
  licence: m.library_licence,
  credit: m.library_credit,
  file: m.file_name,
  row: () => '',
};

export function faultSentence({ column, reason, name = '' }: ImportFault): string {
  const said = { column: columns[column]().replace(/[¿?]/g, '') };
  switch (reason) {
    case 'missing':
      return m.import_fault_missing(said);
    case 'long':
      return m.import_fault_long(said);
    case 'choice':
      return m.import_fault_choice(said);
    case 'link':
      return m.import_fault_link(said);
    case 'many':
      return m.import_fault_many(said);
    case 'twice':
      return m.import_fault_twice();
    case 'cells':
      return m.import_fault_cells();
    case 'absent':
      return m.import_fault_absent({ name });
    case 'taken':
      return m.import_fault_taken({ name });
    case 'alike':
      return m.import_fault_alike({ name });
  }
}
