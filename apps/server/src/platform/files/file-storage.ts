import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import type { Config } from '../config/index.ts';

/** Where the bytes lie: a folder of the data folder, or a bucket. */
export type FileStorage = Disk;

/** How long a bucket may take to connect, and be silent in the middle of a file: whoever reads it may be slow, and then nothing moves. */
const DEADLINES = { connectionTimeout: 5_000, socketTimeout: 60_000 };

/** Opens the storage that the configuration names. The S3 client is loaded only where it is used. */
export async function openFileStorage(
  config: Config,
  dataFolder: string,
  deadlines: typeof DEADLINES = DEADLINES,
): Promise<FileStorage> {
  if (config.FILES_DRIVER === 'local') {
    return new Disk(new FSDriver({ location: pathToFileURL(join(dataFolder, 'files')), visibility: 'private' }));
  }
  const { S3Driver } = await import('flydrive/drivers/s3');
  const credentials =
    config.FILES_S3_ACCESS_KEY_ID && config.FILES_S3_SECRET_ACCESS_KEY
      ? { accessKeyId: config.FILES_S3_ACCESS_KEY_ID, secretAccessKey: config.FILES_S3_SECRET_ACCESS_KEY }
      : undefined;
  return new Disk(
    new S3Driver({
      bucket: config.FILES_S3_BUCKET ?? '',
      region: config.FILES_S3_REGION,
      forcePathStyle: config.FILES_S3_FORCE_PATH_STYLE,
      visibility: 'private',
      supportsACL: false,
      requestHandler: deadlines,
      ...(config.FILES_S3_ENDPOINT ? { endpoint: config.FILES_S3_ENDPOINT } : {}),
      ...(credentials ? { credentials } : {}),
    }),
  );
}
