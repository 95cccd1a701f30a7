import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from './config.ts';

/** Keys for different purposes, all from the one secret of the installation: leaking one tells nothing of the others. */
export interface SecretKeys {
  /** 32 bytes for this purpose, always the same. */
  derive(purpose: string): Buffer;
}

/** Takes CSKEFU_SECRET, else the file `secret.key` of the data folder, made at the first start and readable by its owner only. */
export function loadSecretKeys(secret: string | undefined, dataFolder: string): SecretKeys {
  const master = Buffer.from(secret ?? readOrCreate(join(dataFolder, 'secret.key')), 'hex');
  return { derive: (purpose) => Buffer.from(hkdfSync('sha256', master, 'cskefu', purpose, 32)) };
}

function readOrCreate(file: string): string {
  if (!existsSync(file)) {
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  }
  const key = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/i.test(key)) {
    throw new StartupError(`${file} does not hold a key of 64 hexadecimal characters. Restore it from your backup.`);
  }
  return key;
}
