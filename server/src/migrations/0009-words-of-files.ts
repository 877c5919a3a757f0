import mongoose from 'mongoose';
import type { Migration } from './migration.ts';

/** Files from before are looked into as well: what could be mended in them, and their words. A job does it, some at a time. */
export const wordsOfFiles: Migration = {
  name: '0009-words-of-files',
  async run() {
    const files = mongoose.connection.collection('files');
    const before = { state: 'ready', kind: { $in: ['pdf', 'txt', 'csv'] }, toLook: { $exists: false } };
    await files.updateMany(before, { $set: { toLook: true } });
  },
};
