import type { DeskRow } from '@hearth/shared/desk/entity';
import * as m from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { namedPath } from '../moderating/named-path.ts';
import { row as lineOf } from './csv-cell.ts';
import { happened } from './words.ts';

/** Begins with the mark by which spreadsheets know what the letters are. */
export function headLine(): string {
  const columns = [m.desk_csv_time(), m.desk_csv_what(), m.desk_csv_who(), m.desk_csv_board(), m.desk_csv_where()];
  return `\uFEFF${lineOf([...columns, m.desk_csv_words(), m.desk_csv_link()])}`;
}

export function csvLine(row: DeskRow, origin: string): string {
  const { ref, by, alias, board, thread, room, group, review, no } = row;
  const locale = getLocale();
  const where = thread?.title ?? room?.title ?? group?.name ?? review?.shown.title ?? '';
  const path = thread
    ? namedPath(thread, no ?? undefined)
    : room
      ? `/rooms/${room.id}`
      : review
        ? `/desk/queue/${review.item.id}`
        : '';
  const who = by?.name ?? alias?.[locale] ?? '';
  const on = (board ?? review?.shown.board)?.name[locale] ?? '';
  const words = review?.shown.text ?? row.excerpt;
  return lineOf([ref.at, happened(row), who, on, where, words, path && origin + path]);
}
