/** The board of a thread of which nothing is left to read, with what was deleted last: there that can be taken back. */
export function afterDeleting(boardId: string, threadId: string, no: number): string {
  return `/b/${boardId}?deleted=${threadId}/${no}`;
}
