import type { S3Client } from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import type { S3Settings } from '../config.ts';
import { isGroup, requireGroup, requireKey, type Blobs, type ByteRange } from './blobs.ts';

type Sdk = typeof import('@aws-sdk/client-s3');

/** Blobs in a bucket of any store that speaks S3. Its parts are loaded when the first one is asked for. */
export class S3Blobs implements Blobs {
  readonly #settings: S3Settings;
  #opened: Promise<{ readonly sdk: Sdk; readonly client: S3Client }> | null = null;

  constructor(settings: S3Settings) {
    this.#settings = settings;
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const { sdk, client } = await this.#open();
    await client.send(new sdk.PutObjectCommand({ ...this.#named(requireKey(key)), Body: bytes }));
  }

  async read(key: string, range?: ByteRange): Promise<Readable | null> {
    const { sdk, client } = await this.#open();
    const Range = range && `bytes=${range.first}-${range.last}`;
    try {
      const { Body } = await client.send(new sdk.GetObjectCommand({ ...this.#named(requireKey(key)), Range }));
      if (!(Body instanceof Readable)) throw new Error('an answer without a body');
      return Body;
    } catch (error) {
      if (error instanceof sdk.NoSuchKey) return null;
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    const { sdk, client } = await this.#open();
    await client.send(new sdk.DeleteObjectCommand(this.#named(requireKey(key))));
  }

  async removeGroup(group: string): Promise<void> {
    for await (const key of this.#keys(`${requireGroup(group)}/`)) await this.remove(key);
  }

  async *groups(): AsyncGenerator<string> {
    let last = '';
    for await (const key of this.#keys()) {
      const [group = ''] = key.split('/');
      if (group !== last && isGroup(group)) yield group;
      last = group;
    }
  }

  async room(): Promise<number> {
    return Infinity;
  }

  close(): void {
    // Nothing is under way any more, and what was never opened needs no closing.
    void this.#opened?.then(({ client }) => client.destroy());
  }

  /** In their order, so that those of a group follow one another. */
  async *#keys(Prefix?: string): AsyncGenerator<string> {
    const { sdk, client } = await this.#open();
    const { bucket: Bucket } = this.#settings;
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(new sdk.ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }));
      for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
  }

  #named(Key: string): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.#settings.bucket, Key };
  }

  #open() {
    return (this.#opened ??= this.#load());
  }

  async #load() {
    const { endpoint, region, credentials } = this.#settings;
    const sdk = await import('@aws-sdk/client-s3');
    const client = new sdk.S3Client({
      region,
      // Without them, the machine's own: variables, files or the role of the machine, as everywhere at AWS.
      ...(credentials && { credentials }),
      // Elsewhere than at AWS buckets seldom have a name of their own.
      ...(endpoint !== null && { endpoint, forcePathStyle: true }),
      // Many that speak S3 know nothing of the newer sums.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    return { sdk, client };
  }
}
