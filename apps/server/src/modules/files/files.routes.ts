import { routes } from '@cskefu/contract';
import type { FastifyReply } from 'fastify';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, RegisterRoute, VisitorActor } from '../access/index.ts';
import type { FileLinkSigner } from './file-links.ts';
import { type FileOwner, type FileRecord, findFiles } from './files.store.ts';
import { storageKey, storeUpload, type UploadDependencies } from './store-upload.ts';

export interface FilesDependencies extends UploadDependencies {
  readonly links: FileLinkSigner;
  /** Which of these conversations the actor may see; given by the composition root, for conversations stand above files. */
  readonly visibleConversations: (actor: AccountActor | VisitorActor, ids: string[]) => Promise<Set<string>>;
  /** Throws for whoever is blocked; given by the composition root as well, for blocks stand above files. */
  readonly refuseBlocked: (visitor: VisitorActor) => Promise<void>;
}

export function registerFileRoutes(register: RegisterRoute, dependencies: FilesDependencies): void {
  const { db, storage, links } = dependencies;

  register(
    routes.files.upload,
    async ({ actor, request }) => {
      if (actor.kind === 'visitor') await dependencies.refuseBlocked(actor);
      const part = await request.file();
      if (!part) throw new DomainError('invalid_input', { detail: 'the field `file` is missing' });
      return storeUpload(dependencies, { name: part.filename, bytes: part.file }, ownerOf(actor));
    },
    { rateLimit: { max: 60, timeWindow: '1 minute' } },
  );

  register(routes.files.links, async ({ actor, body }) => {
    const files = await findFiles(db, body.ids);
    const conversations = files.flatMap((file) => file.conversationId ?? []);
    const visible =
      conversations.length > 0 ? await dependencies.visibleConversations(actor, conversations) : new Set<string>();
    const owner = ownerOf(actor);
    const mine = (file: FileRecord) => file.owner.kind === owner.kind && file.owner.id === owner.id;
    const items = files.filter((file) => (file.conversationId ? visible.has(file.conversationId) : mine(file)));
    return { items: items.map((file) => links.linksTo(file, new Date())) };
  });

  register(routes.files.download, async ({ params, query, reply }) => {
    if (!links.isValid({ ...params, ...query }, new Date())) throw new DomainError('bad_signature');
    const [file] = await findFiles(db, [params.id]);
    if (!file || (params.variant === 'thumbnail' && file.kind !== 'image')) throw new DomainError('not_found');
    answerWith(reply, file, params.variant);
    return reply.send(await storage.getStream(storageKey(file.id, params.variant)));
  });
}

/** Pictures may be looked at; everything else is only ever downloaded. Nothing is rendered as a page of ours. */
function answerWith(reply: FastifyReply, file: FileRecord, variant: 'original' | 'thumbnail'): void {
  const shown = file.kind === 'image';
  const name = encodeURIComponent(file.name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  reply
    .header('content-type', variant === 'thumbnail' ? 'image/webp' : shown ? file.mime : 'application/octet-stream')
    .header('content-disposition', `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, max-age=3600, immutable');
  if (variant === 'original') reply.header('content-length', file.size);
}

function ownerOf(actor: AccountActor | VisitorActor): FileOwner {
  return { kind: actor.kind, id: actor.id };
}
