const OWNER = 'hearth:owner';
/** Whom this page was made for. */
let claimant: string | null = null;

/**
 * Drafts and unanswered commands on this device are those of whoever was signed in last, so that they outlive a session
 * that ran out. When somebody else signs in, or when their owner has left for good (`hasLeft`), they go: the device may be
 * a school's. The server says the same with `Clear-Site-Data`, which not every browser heeds, and none without https.
 */
export function claimDevice(personId: string | null, hasLeft: boolean): void {
  claimant = personId;
  try {
    const owner = localStorage.getItem(OWNER);
    const isOthers = personId !== null && owner !== null && owner !== personId;
    if (hasLeft || isOthers) forget();
    if (personId !== null) localStorage.setItem(OWNER, personId);
  } catch {
    // A device that keeps nothing has nothing to forget.
  }
}

/** False once they have left in another tab: what is kept on the device now would be the next person's. */
export function isStillOurs(): boolean {
  try {
    return claimant !== null && localStorage.getItem(OWNER) === claimant;
  } catch {
    return false;
  }
}

function forget(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith('hearth:')) localStorage.removeItem(key);
}
