import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileInfo } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { FileStorage } from '../../platform/files/index.ts';
import { type FileOwner, insertFile } from './files.store.ts';
import { inspectFile } from './inspect-file.ts';

export interface Upload {
  /** As the browser gave it; some give none. */
  readonly name: string | undefined;
  readonly bytes: Readable & { truncated?: boolean };
}

export interface UploadDependencies {
  readonly db: Database;
  readonly storage: FileStorage;
  /** On the local disk; emptied at every start. */
  readonly temporaryFolder: string;
  /** Throws for what is not to be kept, or answers with another name; given by the composition root, for hooks stand above files. */
  readonly beforeStore?: (file: {
    name: string;
    mime: string;
    size: number;
  }) => Promise<string | undefined> | undefined;
}

/**
 * Takes in one file: first whole on the local disk, then looked at, then kept, then told. Broken off at any point, it leaves
 * nothing behind.
 * @throws {DomainError} too_large, invalid_input (an empty file), refused_by_plugin
 */
export async function storeUpload(
  { db, storage, temporaryFolder, beforeStore }: UploadDependencies,
  upload: Upload,
  owner: FileOwner,
): Promise<FileInfo> {
  const id = crypto.randomUUID();
  const temporary = join(temporaryFolder, id);
  await mkdir(temporaryFolder, { recursive: true });
  try {
    await pipeline(upload.bytes, createWriteStream(temporary, { flags: 'wx', mode: 0o600 }));
    if (upload.bytes.truncated) throw new DomainError('too_large');
    const { size } = await stat(temporary);
    if (size === 0) throw new DomainError('invalid_input', { detail: 'the file is empty' });
    const { thumbnail, ...facts } = await inspectFile(temporary);
    const name = cleanName(upload.name);
    const renamed = await beforeStore?.({ name, mime: facts.mime, size });
    const file: FileInfo = { id, name: cleanName(renamed ?? name), size, ...facts };
    await keep(storage, temporary, file, thumbnail);
    await insertFile(db, file, owner).catch(async (error: unknown) => {
      await discardFile(storage, id);
      throw error;
    });
    return file;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function keep(storage: FileStorage, temporary: string, file: FileInfo, thumbnail: Buffer | null): Promise<void> {
  try {
    if (thumbnail) await storage.put(storageKey(file.id, 'thumbnail'), thumbnail, { contentType: 'image/webp' });
    await storage.putStream(storageKey(file.id, 'original'), createReadStream(temporary), {
      contentType: file.mime,
      contentLength: file.size,
    });
  } catch (error) {
    await discardFile(storage, file.id);
    throw error;
  }
}

/** Deletes the bytes; what is not there is fine. */
export async function discardFile(storage: FileStorage, id: string): Promise<void> {
  await storage.deleteAll(`${id.slice(0, 2)}/${id}/`);
}

export function storageKey(id: string, variant: 'original' | 'thumbnail'): string {
  return `${id.slice(0, 2)}/${id}/${variant}`;
}

/** A name for people: no path, no control characters, no direction overrides, at most 255 characters, its ending kept. */
function cleanName(name = ''): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  const clean = base.replace(/[\p{Cc}\p{Cf}]/gu, '').trim() || 'file';
  if (clean.length <= 255) return clean;
  const ending = /\.[^.]{1,10}$/.exec(clean)?.[0] ?? '';
  // Not through the middle of a character.
  return clean.slice(0, 255 - ending.length).replace(/[\ud800-\udbff]$/, '') + ending;
}
