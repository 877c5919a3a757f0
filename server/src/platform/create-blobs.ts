import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Blobs } from './blobs.ts';
import { FolderBlobs } from './blobs-folder.ts';
import { S3Blobs } from './blobs-s3.ts';

/** A folder in the data folder, or a store that speaks S3 where the settings name one. */
export function createBlobs({ dataFolder, s3 }: Pick<Config, 'dataFolder' | 's3'>): Blobs {
  return s3 ? new S3Blobs(s3) : new FolderBlobs(join(dataFolder, 'files'));
}
