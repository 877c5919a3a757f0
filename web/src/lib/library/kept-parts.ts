/** A file that waits on the device, with what is said of it. */
export interface KeptPart {
  readonly fileId: string;
  readonly words: string;
  readonly size: number;
  readonly language: string;
}

/** What lies on a device may have been written by anybody. */
export function readKeptParts(written: string): KeptPart[] {
  try {
    const kept: unknown = JSON.parse(written || '[]');
    return Array.isArray(kept) ? kept.filter(isKept) : [];
  } catch {
    return [];
  }
}

function isKept(one: unknown): one is KeptPart {
  if (typeof one !== 'object' || one === null) return false;
  const { fileId, words, size, language }: Partial<Record<keyof KeptPart, unknown>> = one;
  return [fileId, words, language].every((each) => typeof each === 'string') && typeof size === 'number';
}
