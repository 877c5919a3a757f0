import type { Sending, Shelf } from '../api/sender.ts';

/**
 * Unanswered commands on this device, kept apart by person, each under a key of its own so that tabs do not write over
 * each other. A device that keeps nothing loses only this safety.
 */
export function browserShelf(personId: string | null): Shelf {
  const prefix = `hearth:unanswered:${personId ?? 'stranger'}:`;
  return {
    read: () =>
      keysOf(prefix)
        .map(readSending)
        .filter((sending) => sending !== null)
        .sort((a, b) => a.since - b.since),
    keep: (sending) => {
      // Passwords and codes never touch the device's storage.
      if (sending.name.startsWith('account.')) return;
      try {
        localStorage.setItem(prefix + sending.commandId, JSON.stringify(sending));
      } catch {
        // Storage is full or switched off: sending goes on all the same.
      }
    },
    drop: (commandId) => {
      try {
        localStorage.removeItem(prefix + commandId);
      } catch {
        // Then it was never kept.
      }
    },
  };
}

function keysOf(prefix: string): readonly string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

function readSending(key: string): Sending | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return isSending(kept) ? kept : null;
  } catch {
    return null;
  }
}

function isSending(value: unknown): value is Sending {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'commandId' in value && 'name' in value && 'input' in value && 'since' in value && typeof value.since === 'number'
  );
}
