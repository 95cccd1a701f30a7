import { routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { type BlockDependencies, blockVisitor } from './block-visitor.ts';
import { liftBlock } from './lift-block.ts';
import { listBlocksWithin } from './list-blocks.ts';

export function registerBlockRoutes(
  register: RegisterRoute,
  { run, ...dependencies }: BlockDependencies & { run: RunUseCase },
): void {
  const { blocks } = routes;
  register(blocks.create, ({ actor, params, body }) =>
    run(actor, blockVisitor(dependencies), { ...body, id: params.id }),
  );
  register(blocks.list, ({ actor, query }) => run.read(actor, listBlocksWithin, query));
  register(blocks.lift, ({ actor, params }) => run(actor, liftBlock, params));
}
