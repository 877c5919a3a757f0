import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused of tables for the library. */
export const importSentences = {
  'import-empty': () => m.error_import_empty(),
  'import-columns': () => m.error_import_columns(),
  'import-table': ({ line = 1 }) => m.error_import_table({ line }),
  'import-rows': ({ most = 0 }) => m.error_import_rows({ most }),
  'import-large': ({ most = 0 }) => m.error_import_large({ most }),
  'import-moved': () => m.error_import_moved(),
  'import-files': () => m.error_import_files(),
  'import-nothing': () => m.error_import_nothing(),
} as const satisfies Sentences;

addSentences(importSentences);
