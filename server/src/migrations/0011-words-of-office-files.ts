import mongoose from 'mongoose';
import type { Migration } from './migration.ts';

/** Documents of Office from before are looked into as well, as PDFs were by 0009. */
export const wordsOfOfficeFiles: Migration = {
  name: '0011-words-of-office-files',
  async run() {
    const files = mongoose.connection.collection('files');
    const kinds = ['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp'];
    const before = { state: 'ready', kind: { $in: kinds }, toLook: { $exists: false } };
    await files.updateMany(before, { $set: { toLook: true } });
  },
};
