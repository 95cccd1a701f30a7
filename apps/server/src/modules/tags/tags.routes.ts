import { routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { createTag } from './create-tag.ts';
import { deleteTag } from './delete-tag.ts';
import { listTagsWithin, listUsableTags } from './list-tags.ts';
import { mergeTag } from './merge-tag.ts';
import { updateTag } from './update-tag.ts';

export function registerTagRoutes(register: RegisterRoute, { run }: { run: RunUseCase }): void {
  const { tags } = routes;
  register(tags.listUsable, ({ actor, query }) => run.read(actor, listUsableTags, query));
  register(tags.list, ({ actor, query }) => run.read(actor, listTagsWithin, query));
  register(tags.create, ({ actor, body }) => run(actor, createTag, body));
  register(tags.update, ({ actor, params, body }) => run(actor, updateTag, { ...body, id: params.id }));
  register(tags.merge, ({ actor, params, body }) => run(actor, mergeTag, { ...body, id: params.id }));
  register(tags.delete, ({ actor, params }) => run(actor, deleteTag, params));
}
