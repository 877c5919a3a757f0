/** What stands below posts as a file, besides pictures. Nothing that runs: no macros, no pages, no archives. */
export const fileKinds = [
  'pdf',
  'docx',
  'xlsx',
  'pptx',
  'odt',
  'ods',
  'odp',
  'txt',
  'csv',
  'mp3',
  'm4a',
  'ogg',
] as const;
export type AttachmentKind = (typeof fileKinds)[number];

/** Films: files of the library alone. */
export const videoKinds = ['mp4', 'webm'] as const;

/** Of whatever use; `vtt` are captions, into which SRT is made too. */
export const storedKinds = [...fileKinds, ...videoKinds, 'vtt'] as const;
export type FileKind = (typeof storedKinds)[number];

/** Sound and films: what pages play, and what captions are of. */
const played: readonly FileKind[] = ['mp3', 'm4a', 'ogg', 'mp4', 'webm'];

export function isPlayed(kind: FileKind): boolean {
  return played.includes(kind);
}

/** Whose words are kept for finding it, and of which it is told what could be mended. */
export function isLookedInto(kind: FileKind): boolean {
  return kind === 'pdf' || kind === 'txt' || kind === 'csv' || isOffice(kind);
}

const office: readonly FileKind[] = ['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp'];

/** Documents that are zips: of Office, and OpenDocument. */
export function isOffice(kind: FileKind): boolean {
  return office.includes(kind);
}

const ofOffice = 'application/vnd.openxmlformats-officedocument';
const open = 'application/vnd.oasis.opendocument';

/** How each is called on its way out; the type that a browser names on the way in counts for nothing. */
export const fileTypes: Readonly<Record<FileKind, string>> = {
  pdf: 'application/pdf',
  docx: `${ofOffice}.wordprocessingml.document`,
  xlsx: `${ofOffice}.spreadsheetml.sheet`,
  pptx: `${ofOffice}.presentationml.presentation`,
  odt: `${open}.text`,
  ods: `${open}.spreadsheet`,
  odp: `${open}.presentation`,
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
  webm: 'video/webm',
  vtt: 'text/vtt; charset=utf-8',
};

/** The kind that a name says it is; null where that is none of ours. What it is the bytes say. */
export function kindOfName(name: string): AttachmentKind | null {
  const extension = extensionOf(name);
  return fileKinds.find((kind) => kind === extension) ?? null;
}

/** Whether a name says that it is a film, or captions, of a kind that is taken. */
export function isVideoName(name: string): boolean {
  return videoKinds.some((kind) => kind === extensionOf(name));
}

export function isCaptionsName(name: string): boolean {
  return ['vtt', 'srt'].includes(extensionOf(name));
}

/** Without the ending, where that says a kind of ours. */
export function withoutKind(name: string): string {
  const isKnown = isCaptionsName(name) || storedKinds.some((kind) => kind === extensionOf(name));
  return isKnown ? name.slice(0, name.lastIndexOf('.')) : name;
}

function extensionOf(name: string): string {
  return /\.([a-z0-9]{1,10})$/i.exec(name.trim())?.[1]?.toLowerCase() ?? '';
}
