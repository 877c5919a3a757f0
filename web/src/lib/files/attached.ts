/** A picture as it is sent with the words it stands below. */
export interface SentPicture {
  readonly fileId: string;
  readonly alt: string;
}

/** Pictures as text, in a draft or a field of a form. What lies on a device may have been written by anybody. */
export function readAttached(written: string): SentPicture[] {
  try {
    const kept: unknown = JSON.parse(written || '[]');
    return Array.isArray(kept) ? kept.filter(isAttached) : [];
  } catch {
    return [];
  }
}

export function writeAttached(pictures: readonly SentPicture[]): string {
  return pictures.length > 0 ? JSON.stringify(pictures) : '';
}

function isAttached(value: unknown): value is SentPicture {
  if (typeof value !== 'object' || value === null) return false;
  const { fileId, alt }: Partial<Record<keyof SentPicture, unknown>> = value;
  return typeof fileId === 'string' && typeof alt === 'string';
}
