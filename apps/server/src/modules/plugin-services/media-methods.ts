import { z } from 'zod';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { FileStorage } from '../../platform/files/index.ts';
import { type createFileLinkSigner, findFiles, storeUpload } from '../files/index.ts';
import { type CoreMethods, coreMethod, pluginAuthorId } from '../plugins/index.ts';
import { accessView } from './conversation-methods.ts';
import { limitBytes } from './limit-bytes.ts';
import { type MakeOutsideRequest, outsideRequest } from './outside-requests.ts';
import type { Callers } from './service-parts.ts';

export interface MediaParts {
  readonly db: Database;
  readonly storage: FileStorage;
  readonly temporaryFolder: string;
  readonly links: ReturnType<typeof createFileLinkSigner>;
  readonly maxFileBytes: number;
  /** Where the desk is reached from outside. */
  readonly publicUrl: string;
}

/** `media.*`: bytes never pass the wire to a plugin; it names them. */
export const createMediaMethods = (
  parts: MediaParts,
  callers: Callers,
  makeRequest: MakeOutsideRequest,
): CoreMethods => ({
  'media.link': coreMethod({
    permission: 'media:read',
    args: z.object({ fileId: z.uuid() }),
    handle: async ({ fileId }, caller) => {
      const [file] = await findFiles(parts.db, [fileId]);
      const isOwn = file?.owner.kind === 'plugin' && file.owner.id === pluginAuthorId(caller.pluginId);
      if (!file || (file.conversationId === null && !isOwn)) throw new DomainError('not_found');
      if (file.conversationId !== null) await accessView(parts.db, await callers.scopeOf(caller), file.conversationId);
      const { url } = parts.links.linksTo(file, new Date());
      return { url: parts.publicUrl + url, name: file.name, mime: file.mime, size: file.size };
    },
  }),
  'media.fetch': coreMethod({
    permission: 'media:write',
    args: outsideRequest.extend({ name: z.string().max(255).optional() }),
    handle: async ({ name, ...request }, caller) => {
      if (!callers.pluginOf(caller).grants.has('net'))
        throw new DomainError('forbidden', { detail: 'needs the permission net' });
      return makeRequest(request, caller, async (answer, signal) => {
        if (answer.statusCode !== 200)
          throw new DomainError('unavailable', { detail: `the other side answered ${answer.statusCode}` });
        const owner = { kind: 'plugin', id: pluginAuthorId(caller.pluginId) } as const;
        const bytes = limitBytes(answer, parts.maxFileBytes, signal);
        const file = await storeUpload(parts, { name: name ?? nameOf(request.url), bytes }, owner);
        return { fileId: file.id };
      });
    },
  }),
});

const nameOf = (url: URL): string | undefined => {
  const last = url.pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last) || undefined;
  } catch {
    return undefined;
  }
};
