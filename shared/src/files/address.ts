/**
 * How bytes travel. Both are under the same rules as commands: the session's cookie, and no other site.
 *
 * **In.** `file.begin` gives an id. Then piece after piece, each of at most `fileLimits.piece` bytes:
 *
 *     PATCH /api/uploads/<id>
 *     Content-Type: application/octet-stream
 *     Upload-Offset: <how many bytes came before>
 *     X-Hearth-As: <who the page was opened for>
 *
 * answered as commands are, with the file (`ownFile`). `upload-offset` (409) says where to go on, in `params.received`;
 * after a fault `file.get` does. A piece whose line was cut counts as far as it came. When all has arrived the state is
 * `making`, then `ready` or `refused`: ask `file.get` every second. What nobody takes is refused with the first piece.
 *
 * **In, before scripts run.** `PHOTO_FORM_PATH`: a form with one file in it, a photo of oneself. It leads to `/you?picture=<id>`,
 * where one says that it is the one, or to `/you?refused=<reason>`.
 *
 * **Out, pictures.** `GET /api/files/<id>/<width>`: always WebP, upright, and no larger than it was sent; the next larger form where
 * there is none of that width. Ranges and conditional requests as in RFC 9110. 404 for whoever may not read what it
 * belongs to; whoever sent it may see it before.
 *
 * **Out, files.** `GET /api/files/<id>/download`: as it was sent, to be saved and never shown. The same of ranges, of
 * conditions and of who may. Sound, films and captions are played from `GET /api/files/<id>/play` as well.
 */
export function filePath(id: string, width: number): string {
  return `/api/files/${id}/${width}`;
}

export function downloadPath(id: string): string {
  return `/api/files/${id}/download`;
}

export function playPath(id: string): string {
  return `/api/files/${id}/play`;
}

export function uploadPath(id: string): string {
  return `/api/uploads/${id}`;
}

export const PHOTO_FORM_PATH = '/api/photo';

export const OFFSET_HEADER = 'upload-offset';
