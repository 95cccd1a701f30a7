import { gunzipSync } from 'node:zlib';
import { refusal } from './refusal.ts';

/** Of everything in it, unpacked. */
const MAX_UNPACKED = 16 * 1024 * 1024;
const MAX_FILES = 500;
const MAX_PATH = 200;
const BLOCK = 512;

/**
 * The files of a package as `npm pack` makes it, by their path below `package/`, in memory.
 * @throws {DomainError} package_refused
 */
export const readTar = (packed: Uint8Array): Map<string, Buffer> => {
  const files = new Map<string, Buffer>();
  for (const { name, type, body } of entries(unzip(packed))) {
    if (type === 'folder') continue;
    const path = pathInside(name);
    if (files.size >= MAX_FILES) throw refusal(path, 'too_large', `more than ${MAX_FILES} files`);
    files.set(path, body);
  }
  return files;
};

const unzip = (packed: Uint8Array): Buffer => {
  try {
    return gunzipSync(packed, { maxOutputLength: MAX_UNPACKED });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw refusal('', 'too_large', `unpacked above ${MAX_UNPACKED} bytes`);
    throw refusal('', 'not_a_package', 'no gzip');
  }
};

interface Entry {
  readonly name: string;
  readonly type: 'file' | 'folder';
  readonly body: Buffer;
}

/** POSIX tar, with the long names of pax and GNU. */
function* entries(tar: Buffer): Generator<Entry> {
  let longName: string | null = null;
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const header = tar.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) return;
    const size = octal(header.subarray(124, 136));
    const body = tar.subarray(at + BLOCK, at + BLOCK + size);
    if (!hasRightSum(header) || body.length !== size) throw refusal('', 'not_a_package', 'a broken tar');
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const flag = String.fromCharCode(header[156] ?? 0);
    if (flag === 'g') continue;
    if (flag === 'x') {
      longName = paxPath(body) ?? longName;
      continue;
    }
    if (flag === 'L') {
      longName = text(body);
      continue;
    }
    const name = longName ?? nameOf(header);
    longName = null;
    if (flag === '5') yield { name, type: 'folder', body };
    else if (flag === '0' || flag === '\0') yield { name, type: 'file', body };
    else throw refusal(name.slice(0, MAX_PATH), 'bad_entry', `an entry of the kind ${flag}`);
  }
}

const text = (bytes: Buffer): string => bytes.toString('utf8').replace(/\0.*$/s, '');

const octal = (bytes: Buffer): number => {
  const digits = text(bytes).trim();
  if (!/^[0-7]{1,11}$/.test(digits)) throw refusal('', 'not_a_package', 'a broken tar');
  return Number.parseInt(digits, 8);
};

const hasRightSum = (header: Buffer): boolean => {
  const told = octal(header.subarray(148, 156));
  // The field of the sum counts as spaces.
  const sum = header.reduce((all, byte, index) => all + (index >= 148 && index < 156 ? 32 : byte), 0);
  return sum === told;
};

const nameOf = (header: Buffer): string => {
  const name = text(header.subarray(0, 100));
  const prefix = text(header.subarray(257, 262)) === 'ustar' ? text(header.subarray(345, 500)) : '';
  return prefix ? `${prefix}/${name}` : name;
};

/** `27 path=package/…\n`: the length in front counts itself. */
const paxPath = (body: Buffer): string | null => /(?:^|\n)\d+ path=([^\n]*)\n/.exec(body.toString('utf8'))?.[1] ?? null;

const pathInside = (name: string): string => {
  const parts = name.split('/');
  const isPlain = parts.every((part) => part !== '' && part !== '.' && part !== '..');
  if (parts[0] !== 'package' || parts.length < 2 || !isPlain || name.length > MAX_PATH || /[\\\0:]/.test(name))
    throw refusal(name.slice(0, MAX_PATH), 'bad_path');
  return parts.slice(1).join('/');
};
