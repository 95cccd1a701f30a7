import { createHash } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SystemUser } from './system-user.ts';

/** Someone who owns nothing and belongs to no group. */
export const ANYBODY: SystemUser = { uid: -1, gid: -1 };

/** Whether this user may enter every folder on the way to `path`. */
export function canReach(path: string, user: SystemUser): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** `folder` itself, or a stand-in below /var/lib where the user can reach it. */
export function reachableFolder(folder: string, user: SystemUser | null): string {
  if (!user || canReach(join(folder, 'inside'), user)) return folder;
  const standIn = systemFolder(folder);
  mkdirSync(standIn, { recursive: true, mode: 0o755 });
  return standIn;
}

/** Path of a folder below /var/lib that always belongs to the same original. */
export function systemFolder(original: string): string {
  return join('/var/lib/cskefu', createHash('sha256').update(original).digest('hex').slice(0, 12));
}
