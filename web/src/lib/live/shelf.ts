import type { Sending, Shelf } from '../api/sender.ts';

/** Unanswered commands on this device, kept apart by person. A device that keeps nothing loses only this safety. */
export function browserShelf(personId: string | null): Shelf {
  const key = `hearth:unanswered:${personId ?? 'stranger'}`;
  return {
    read: () => {
      try {
        const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
        return Array.isArray(kept) ? kept.filter(isSending) : [];
      } catch {
        return [];
      }
    },
    write: (unanswered) => {
      // Passwords and codes never touch the device's storage.
      const kept = unanswered.filter(({ name }) => !name.startsWith('account.'));
      try {
        if (kept.length > 0) localStorage.setItem(key, JSON.stringify(kept));
        else localStorage.removeItem(key);
      } catch {
        // Storage is full or switched off: sending goes on all the same.
      }
    },
  };
}

function isSending(value: unknown): value is Sending {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'commandId' in value && 'name' in value && 'input' in value && 'since' in value && typeof value.since === 'number'
  );
}
