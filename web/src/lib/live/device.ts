import { OWNER } from '../text/drafts.ts';

/** Who this page was rendered for. */
let claimedBy: string | null = null;
export const claimant = (): string | null => claimedBy;

/**
 * Drafts and unanswered commands on this device belong to whoever was signed in last, so that they outlive an expired
 * session. They are removed when somebody else signs in, or when their owner signs out (`hasLeft`): the device may be a
 * school's. The server asks for the same with `Clear-Site-Data`, which not every browser honours, and none without https.
 */
export function claimDevice(personId: string | null, hasLeft: boolean): void {
  claimedBy = personId;
  try {
    const owner = localStorage.getItem(OWNER);
    const isOthers = personId !== null && owner !== null && owner !== personId;
    if (hasLeft || isOthers) forget();
    if (personId !== null) localStorage.setItem(OWNER, personId);
  } catch {
    // Without storage there is nothing to remove.
  }
}

/** False once they have signed out in another tab: whatever is stored now would be found by the next person. */
export function isStillOurs(): boolean {
  try {
    return claimedBy !== null && localStorage.getItem(OWNER) === claimedBy;
  } catch {
    return false;
  }
}

function forget(): void {
  // First: other tabs then put nothing back.
  localStorage.removeItem(OWNER);
  for (const key of Object.keys(localStorage)) if (key.startsWith('hearth:')) localStorage.removeItem(key);
}
