/** A picture as it is sent with the words it stands below. */
export interface SentPicture {
  readonly fileId: string;
  readonly alt: string;
}

/** The same of a file: what it is to be called there. */
export interface SentFile {
  readonly fileId: string;
  readonly name: string;
}

/** What stands below words. What is missing stays as it is. */
export interface Sent {
  readonly pictures?: SentPicture[];
  readonly files?: SentFile[];
}

/** Pictures as text, in a draft or a field of a form. What lies on a device may have been written by anybody. */
export function readAttached(written: string): SentPicture[] {
  return readList(written).flatMap((one) =>
    isText(one.fileId) && isText(one.alt) ? { fileId: one.fileId, alt: one.alt } : [],
  );
}

/** The same of files. */
export function readFiles(written: string): SentFile[] {
  return readList(written).flatMap((one) =>
    isText(one.fileId) && isText(one.name) ? { fileId: one.fileId, name: one.name } : [],
  );
}

/** A file that waits on the device, with what its tile says of it. */
export interface KeptFile extends SentFile {
  readonly size: number;
}

export function readKeptFiles(written: string): KeptFile[] {
  return readList(written).flatMap((one) =>
    isText(one.fileId) && isText(one.name) && typeof one.size === 'number'
      ? { fileId: one.fileId, name: one.name, size: one.size }
      : [],
  );
}

export function writeAttached(list: readonly { readonly fileId: string }[]): string {
  return list.length > 0 ? JSON.stringify(list) : '';
}

type Fields = Partial<Record<'fileId' | 'alt' | 'name' | 'size', unknown>>;

function readList(written: string): Fields[] {
  try {
    const kept: unknown = JSON.parse(written || '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'object' && one !== null) : [];
  } catch {
    return [];
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
