/** The file that holds everything. Beside it SQLite keeps its write-ahead log while a store runs, or after a crash. */
export const storeFile = 'store.sqlite';

/** Where a store that runs on a folder listens, for the tools beside it. Means nothing once the store has ended. */
export const addressFile = 'address';

/** Not MongoDB's: has a store copy itself into the file it names, while it is served. */
export const backupCommand = 'backupEmbeddedStore';

/** Not MongoDB's: has a store overwrite what deleted and changed documents left in its files, while it is served. */
export const overwriteCommand = 'overwriteDeleted';

export interface Progress {
  readonly done: number;
  /** An estimate. */
  readonly total: number;
}

export type OnProgress = (progress: Progress) => void;
