const KEY = 'captions';

/** In which language somebody had captions on last, on this device; null where they had none. */
export function readCaptionsWish(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function writeCaptionsWish(language: string | null): void {
  try {
    if (language === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, language);
  } catch {
    // A device that keeps nothing shows none at first.
  }
}
