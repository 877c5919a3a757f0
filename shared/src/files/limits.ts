const MB = 1024 * 1024;
const GB = 1024 * MB;

/** Bytes, unless a unit is named. */
export const fileLimits = {
  name: 200,
  alt: 500,
  /** Pictures below one text. */
  pictures: 10,
  /** Of a picture as it is sent. */
  picture: 20 * MB,
  /** Files below one text, and each of them: what an e-mail could carry as well. */
  files: 10,
  file: 25 * MB,
  /** A film, of the library alone: an hour as phones take it, or two of a talk. */
  video: GB,
  /** Films that one person may send in a day, together. */
  videosADay: 4 * GB,
  /** Captions, as they are sent; and of one film or recording. */
  captions: 2 * MB,
  captionsEach: 6,
  /** What is kept of the words in a file, for finding it. */
  words: 200 * 1024,
  /** Width times height, in millions: the largest that phones take, and no more. */
  megapixels: 50,
  /** One piece of an upload: small enough for a slow line, and for a proxy that keeps requests until they are whole. */
  piece: 512 * 1024,
  /** What has arrived of a piece when the line was cut is kept from here on; a file has a bounded number of pieces. */
  pieceLeast: 64 * 1024,
  /** Pieces of one person that may be on their way at a time, and of everybody in one process. */
  piecesEach: 6,
  piecesTogether: 100,
  /** Uploads of one person that are not done yet. */
  uploadsEach: 20,
  /** The same in the first day of an account; pages send one after the other. */
  uploadsOfTheNew: 5,
  /** What of everybody's is not done yet, as announced. */
  unfinished: 5 * GB,
  /** What stays free on the disk, once all that is announced has come. */
  leftFree: GB,
  /** Pictures, of everybody, that wait for being made. */
  waiting: 300,
  /** What one person may send in a day, besides films. */
  aDay: 500 * MB,
  /** A file that nothing has taken up after so many hours is deleted. */
  keptHours: 24,
} as const;

/** Widths that a picture is made in; none is wider than what was sent. */
export const pictureWidths = [480, 960, 1920] as const;
/** Sides of the square that is made of a photo of somebody. */
export const photoSides = [64, 128, 256] as const;
