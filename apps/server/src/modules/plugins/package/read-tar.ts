import { gunzipSync } from 'node:zlib';
import { MAX_ABOUT_ENTRY, readPax } from './pax.ts';
import { refusal } from './refusal.ts';

/** Of everything in it, unpacked. */
const MAX_UNPACKED = 16 * 1024 * 1024;
const MAX_FILES = 500;
/** Files, folders, and words about them. */
const MAX_ENTRIES = 4 * MAX_FILES;
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
    if (files.has(path)) throw refusal(path, 'bad_path', 'twice');
    files.set(path, body);
  }
  for (const path of files.keys()) requireNoFolder(files, path);
  return files;
};

const requireNoFolder = (files: ReadonlyMap<string, Buffer>, path: string): void => {
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1))
    if (files.has(path.slice(0, at))) throw refusal(path, 'bad_path', `${path.slice(0, at)} is a file`);
};

const unzip = (packed: Uint8Array): Buffer => {
  try {
    return gunzipSync(packed, { maxOutputLength: MAX_UNPACKED });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw refusal('', 'too_large', `unpacked above ${MAX_UNPACKED} bytes`);
    throw refusal('', 'not_a_package', 'the file is not compressed with gzip');
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
  let toldSize: number | null = null;
  let count = 0;
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const header = tar.subarray(at, at + BLOCK);
    if (isZero(header)) {
      if (!isZero(tar.subarray(at))) throw refusal('', 'not_a_package', 'something behind the end of the tar');
      return;
    }
    if (++count > MAX_ENTRIES) throw refusal('', 'too_large', `more than ${MAX_ENTRIES} entries`);
    const size = octal(header.subarray(124, 136));
    const body = tar.subarray(at + BLOCK, at + BLOCK + size);
    if (!hasRightSum(header) || body.length !== size) throw refusal('', 'not_a_package', 'a broken tar');
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const flag = String.fromCharCode(header[156] ?? 0);
    if ('gxL'.includes(flag) && size > MAX_ABOUT_ENTRY) throw refusal('', 'too_large', 'a name above all measure');
    if (flag === 'g') {
      const { path, size: ofAll } = readPax(body);
      if (path !== null || ofAll !== null) throw refusal('', 'not_a_package', 'one name for all entries');
      continue;
    }
    if (flag === 'x') {
      const { path, size: told } = readPax(body);
      [longName, toldSize] = [path ?? longName, told ?? toldSize];
      continue;
    }
    if (flag === 'L') {
      longName = text(body);
      continue;
    }
    if (toldSize !== null && toldSize !== size) throw refusal('', 'not_a_package', 'two sizes for one entry');
    const name = longName ?? nameOf(header);
    [longName, toldSize] = [null, null];
    if (flag === '5') yield { name, type: 'folder', body };
    else if (flag === '0' || flag === '\0') yield { name, type: 'file', body };
    else throw refusal(name.slice(0, MAX_PATH), 'bad_entry', `an entry of the kind ${flag}`);
  }
}

const isZero = (bytes: Buffer): boolean => {
  for (const byte of bytes) if (byte !== 0) return false;
  return true;
};

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

/** Control characters, and those that nobody sees; bytes that are no text. */
const STRANGE = /[\\:\p{Cc}\p{Cf}\uFFFD]/u;

const pathInside = (name: string): string => {
  if (Buffer.byteLength(name) > MAX_PATH || STRANGE.test(name)) throw refusal(name.slice(0, MAX_PATH), 'bad_path');
  const parts = name.split('/');
  const isPlain = parts.every((part) => part !== '' && part !== '.' && part !== '..');
  if (parts[0] !== 'package' || parts.length < 2 || !isPlain) throw refusal(name, 'bad_path');
  return parts.slice(1).join('/');
};
