import type { Loaded } from '../live/views.ts';
import { escaped } from '../text/escaped.ts';

type Board = Loaded<'thread.get'>['board'];

/** The way back from a thread, as links: the board it is on, and the one above. Made by the server, so that no page loads how. */
export function trailOf({ id, name, parent }: Board, locale: keyof Board['name']): string {
  const link = (board: Pick<Board, 'id' | 'name'>, arrow: string) =>
    `<a href="/b/${board.id}">${arrow} ${escaped(board.name[locale])}</a>`;
  return parent ? `${link(parent, '←')} ${link({ id, name }, '›')}` : link({ id, name }, '←');
}
