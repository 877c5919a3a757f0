import type { ImportFault } from '@hearth/shared/imports/entity';
import type { ImportedFile } from '../library/access.ts';

type WithoutLanguage<T> = T extends unknown ? Omit<T, 'language'> : never;

/** A file beside a table. */
export interface Beside {
  /** As it was called where it comes from, and as rows name it. */
  readonly name: string;
  /** What it would be in the library. */
  readonly part: WithoutLanguage<ImportedFile>;
}

type Fault = (column: 'file', reason: ImportFault['reason'], name: string) => void;

/** The files beside a table: each goes with one row. */
export class FileShelf {
  readonly #byName = new Map<string, Beside | 'alike'>();
  readonly #taken = new Set<string>();

  constructor(files: readonly Beside[]) {
    for (const file of files) {
      const name = spelled(file.name);
      this.#byName.set(name, this.#byName.has(name) ? 'alike' : file);
    }
  }

  /** Those that a row names; what is wrong with one that it does not get. */
  find(names: readonly string[], fault: Fault): WithoutLanguage<ImportedFile>[] {
    const own = new Set<string>();
    return names.flatMap((name) => {
      const found = this.#byName.get(spelled(name));
      if (!found || found === 'alike') {
        fault('file', found ?? 'absent', shown(name));
        return [];
      }
      const { fileId } = found.part;
      if (own.has(fileId) || this.#taken.has(fileId)) {
        fault('file', 'taken', shown(name));
        return [];
      }
      own.add(fileId);
      return [found.part];
    });
  }

  /** A row that can come has them. */
  take(files: readonly Pick<ImportedFile, 'fileId'>[]): void {
    for (const { fileId } of files) this.#taken.add(fileId);
  }
}

/** In which folder it lay, how its letters are put together, and whether they are large, says nothing. */
function spelled(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return last.normalize('NFC').trim().toLowerCase();
}

/** Long enough to know it by. */
function shown(name: string): string {
  return name.slice(0, 200);
}
