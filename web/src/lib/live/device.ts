import { OWNER } from '../text/drafts.ts';

/** In this tab's own storage: the button for leaving was pressed here, for what the next page says of it. */
const LEAVING = 'hearth:leaving';

/** Who read last on this device; unlike drafts, copies of what they read do not wait for them to come back. */
const READER = 'hearth:reader';

/** Who this page was rendered for. */
let claimedBy: string | null = null;
export const claimant = (): string | null => claimedBy;

/** Before a form is sent that signs out. Without scripts nothing sets it, and there are no drafts. */
export function announceLeaving(): void {
  try {
    sessionStorage.setItem(LEAVING, 'yes');
  } catch {
    // Without storage there is nothing to remove.
  }
}

/**
 * Drafts and unanswered commands on this device belong to whoever was signed in last, so that they outlive an expired
 * session. They are removed when somebody else signs in, or when their owner signs out: the device may be a school's. Of that
 * the address tells (`saysLeft`), and is believed where the button was pressed: anybody can write such a link. The server asks for the same with `Clear-Site-Data`, which not every browser honours, and none without https.
 */
export function claimDevice(personId: string | null, saysLeft: boolean): void {
  claimedBy = personId;
  claimCopies(personId);
  try {
    const owner = localStorage.getItem(OWNER);
    const isOthers = personId !== null && owner !== null && owner !== personId;
    // Looked up on every page, so that it is true of the next one only.
    if ((wasAnnounced() && saysLeft) || isOthers) forget();
    if (personId !== null) localStorage.setItem(OWNER, personId);
  } catch {
    // Without storage there is nothing to remove.
  }
}

/** The service worker's copies of pages say what somebody was interested in. It removes them when it has time to. */
function claimCopies(personId: string | null): void {
  try {
    // A copy is for nobody, whoever looks at it.
    if ('copy' in document.documentElement.dataset) return;
    const before = localStorage.getItem(READER);
    if (before !== null && before !== personId && 'serviceWorker' in navigator) return forgetCopies(personId);
    if (personId !== null) localStorage.setItem(READER, personId);
  } catch {
    // Without storage there are no copies.
  }
}

function forgetCopies(personId: string | null): void {
  void navigator.serviceWorker.ready.then(({ active }) => {
    active?.postMessage('forget');
    if (personId === null) localStorage.removeItem(READER);
    else localStorage.setItem(READER, personId);
  });
}

/** False once they have signed out in another tab: whatever is stored now would be found by the next person. */
export function isStillOurs(): boolean {
  try {
    return claimedBy !== null && localStorage.getItem(OWNER) === claimedBy;
  } catch {
    return false;
  }
}

function wasAnnounced(): boolean {
  const isAnnounced = sessionStorage.getItem(LEAVING);
  sessionStorage.removeItem(LEAVING);
  return isAnnounced !== null;
}

function forget(): void {
  // First: other tabs then put nothing back.
  localStorage.removeItem(OWNER);
  for (const key of Object.keys(localStorage)) if (key.startsWith('hearth:')) localStorage.removeItem(key);
}
