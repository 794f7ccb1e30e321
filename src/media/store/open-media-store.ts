import type { AppConfig } from '../../config/app-config.js';
import { keptSecret } from '../../config/kept-secret.js';
import { FileStore } from './file-store.js';
import type { MediaStore } from './media-store.js';
import { S3Store } from './s3-store.js';

const secretName = 'upload-secret';

/** The store that the settings name: a bucket, or else a folder. Nothing is asked of it yet. */
export function openMediaStore(config: AppConfig): MediaStore {
  const {
    mediaS3Bucket: bucket,
    mediaS3AccessKeyId: accessKeyId,
    mediaS3SecretAccessKey: secretAccessKey,
  } = config;
  if (bucket === undefined) return new FileStore(config.mediaDir, keptSecret(config.mediaDir, secretName));
  return new S3Store({
    bucket,
    region: config.mediaS3Region,
    endpoint: config.mediaS3Endpoint,
    credentials:
      accessKeyId === undefined || secretAccessKey === undefined
        ? undefined
        : { accessKeyId, secretAccessKey },
    pathStyle: config.mediaS3PathStyle,
    prefix: config.mediaS3Prefix,
  });
}
