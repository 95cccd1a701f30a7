import { routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { createOwnQuickReply, createSharedQuickReply } from './create-quick-reply.ts';
import { deleteOwnQuickReply, deleteSharedQuickReply } from './delete-quick-reply.ts';
import { listOwnQuickReplies, listSharedQuickReplies } from './list-quick-replies.ts';
import { updateOwnQuickReply, updateSharedQuickReply } from './update-quick-reply.ts';

export function registerQuickReplyRoutes(register: RegisterRoute, { run }: { run: RunUseCase }): void {
  const { quickReplies } = routes;
  register(quickReplies.listOwn, ({ actor, query }) => run.read(actor, listOwnQuickReplies, query));
  register(quickReplies.createOwn, ({ actor, body }) => run(actor, createOwnQuickReply, body));
  register(quickReplies.updateOwn, ({ actor, params, body }) =>
    run(actor, updateOwnQuickReply, { ...body, id: params.id }),
  );
  register(quickReplies.deleteOwn, ({ actor, params }) => run(actor, deleteOwnQuickReply, params));
  register(quickReplies.list, ({ actor, query }) => run.read(actor, listSharedQuickReplies, query));
  register(quickReplies.create, ({ actor, body }) => run(actor, createSharedQuickReply, body));
  register(quickReplies.update, ({ actor, params, body }) =>
    run(actor, updateSharedQuickReply, { ...body, id: params.id }),
  );
  register(quickReplies.delete, ({ actor, params }) => run(actor, deleteSharedQuickReply, params));
}
