import { refusals } from '../kernel/errors.ts';

export const importError = refusals({
  'import-empty': ['invalid', 'There is no row below the names of the columns.'],
  'import-columns': ['invalid', 'The first line has to name the columns, title and links or file among them.'],
  'import-table': ['invalid', 'This is no table that can be read: look at line {line}.'],
  'import-rows': ['invalid', 'There are more than {most} rows. Please cut the table up.'],
  'import-large': ['invalid', 'This table is too large. It may have {most} MB.'],
  'import-moved': ['conflict', 'Somebody was quicker: this import is not as you saw it. Load the page again.'],
  'import-files': ['conflict', 'Some of the files are no longer there. Bring the table in once more, with its files.'],
  'import-nothing': ['invalid', 'There is no row that could be taken.'],
});
