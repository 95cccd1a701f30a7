import { Failure } from '../cli/failure.ts';

const MB = 1024 * 1024;

export const BUNDLE_BYTES = 5 * MB;
export const MANIFEST_BYTES = 64 * 1024;

/** @throws {Failure} if the desk would not take it for its size */
export const checkLimits = (code: string, manifest: unknown): void => {
  refuseAbove('dist/server.mjs', Buffer.byteLength(code), BUNDLE_BYTES, 'Leave out what it does not need at run time.');
  refuseAbove(
    'The manifest',
    Buffer.byteLength(JSON.stringify(manifest)),
    MANIFEST_BYTES,
    'Offer long lists by `options` of the plugin instead of `choice`.',
  );
};

const refuseAbove = (what: string, bytes: number, most: number, hint: string) => {
  if (bytes > most) throw new Failure(`${what} has ${sizeText(bytes)}; the most is ${sizeText(most)}.`, hint);
};

export const sizeText = (bytes: number): string =>
  bytes < 1024 ? `${bytes} bytes` : bytes < MB ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / MB).toFixed(2)} MB`;
