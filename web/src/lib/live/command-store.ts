import type { CommandStore, OutgoingCommand } from '../api/sender.ts';
import { claimant, isStillOurs } from './device.ts';

/** The store of the person this page was rendered for. */
export const ownStore = (): CommandStore => deviceStore(claimant());

/**
 * Unanswered commands on this device, separate for each person, each under its own key so that tabs do not overwrite each
 * other. A device that keeps nothing loses only this safety.
 */
function deviceStore(personId: string | null): CommandStore {
  const prefix = `hearth:unanswered:${personId ?? 'stranger'}:`;
  return {
    read: () =>
      keysOf(prefix)
        .map(readCommand)
        .filter((command) => command !== null)
        .sort((a, b) => a.since - b.since),
    keep: (command) => {
      // Whoever signed out in another tab leaves nothing; a tab may still say how far they had read.
      if (personId !== null && !isStillOurs()) return;
      try {
        localStorage.setItem(prefix + command.commandId, JSON.stringify(command));
      } catch {
        // Storage is full or switched off; the command is sent all the same.
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

function readCommand(key: string): OutgoingCommand | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return isCommand(kept) ? kept : null;
  } catch {
    return null;
  }
}

function isCommand(value: unknown): value is OutgoingCommand {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'commandId' in value && 'name' in value && 'input' in value && 'since' in value && typeof value.since === 'number'
  );
}
