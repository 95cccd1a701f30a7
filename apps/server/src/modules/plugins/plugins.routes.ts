import { routes } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { listOptions, testPlugin } from './ask-plugin.ts';
import { installPlugin } from './install-plugin.ts';
import { listLogs } from './list-logs.ts';
import { letHooksBlock, removePlugin, restartPlugin, rollBackPlugin, switchPlugin } from './manage-plugin.ts';
import type { PluginDesk } from './plugin-desk.ts';
import { limitPlugin } from './plugin-scope.ts';
import { generateSetting, getSettings, saveSettings } from './plugin-settings.ts';
import { findInstalled, listSummaries, presentPlugin } from './present-plugin.ts';
import { inspectPackage } from './read-candidate.ts';
import { fetchPackage, MAX_PACKED } from './registry/fetch-package.ts';

const EXPENSIVE = { rateLimit: { max: 120, timeWindow: '1 minute' } };

export function registerPluginRoutes(register: RegisterRoute, desk: PluginDesk & { run: RunUseCase }): void {
  const { plugins } = routes;
  /** Whoever changed something sees what came of it here; other nodes follow. */
  const settled = async (id: string) => {
    await desk.runtime.settle();
    return presentPlugin(desk, id);
  };

  register(plugins.list, async ({ query: { cursor, limit } }) => {
    const all = await listSummaries(desk);
    const from = cursor === undefined ? 0 : all.findIndex(({ id }) => id === cursor) + 1;
    const items = all.slice(from, from + limit);
    return {
      items,
      nextCursor: from + limit < all.length ? (items.at(-1)?.id ?? null) : null,
      safeMode: desk.safeMode,
      registry: desk.registry,
      holdHours: desk.holdHours,
    };
  });

  register(plugins.get, ({ params }) => presentPlugin(desk, params.id));

  register(
    plugins.upload,
    async ({ request }) => {
      const part = await request.file({ limits: { fileSize: MAX_PACKED } });
      if (!part) throw new DomainError('invalid_input', { detail: 'the field `file` is missing' });
      return inspectPackage(desk, { bytes: await part.toBuffer(), source: 'upload', origin: null });
    },
    EXPENSIVE,
  );

  register(plugins.fetch, async ({ body }) => inspectPackage(desk, await fetchPackage(desk, body)), EXPENSIVE);

  register(
    plugins.install,
    async ({ actor, params, body }) => settled(await installPlugin(desk, actor, { ...params, ...body })),
    EXPENSIVE,
  );

  register(plugins.rollback, async ({ actor, params }) => {
    await rollBackPlugin(desk, actor, params);
    return settled(params.id);
  });

  register(plugins.enable, async ({ actor, params }) => {
    await switchPlugin(desk, actor, { ...params, enabled: true });
    return settled(params.id);
  });

  register(plugins.disable, async ({ actor, params }) => {
    await switchPlugin(desk, actor, { ...params, enabled: false });
    return settled(params.id);
  });

  register(plugins.restart, async ({ actor, params }) => {
    await restartPlugin(desk, actor, params);
    return settled(params.id);
  });

  register(plugins.switches, async ({ actor, params, body }) => {
    await letHooksBlock(desk, actor, { ...params, ...body });
    return settled(params.id);
  });

  register(plugins.scope, async ({ actor, params, body }) => {
    await limitPlugin(desk, actor, { ...params, ...body });
    return settled(params.id);
  });

  register(plugins.remove, async ({ actor, params, query }) => {
    await removePlugin(desk, actor, { ...params, ...query });
    await desk.runtime.settle();
    return { ok: true as const };
  });

  register(plugins.settings, ({ params }) => getSettings(desk, params.id));

  register(plugins.saveSettings, ({ actor, params, body }) => saveSettings(desk, actor, { ...params, ...body }));

  register(plugins.generate, ({ actor, params, body }) => generateSetting(desk, actor, { ...params, ...body }));

  register(plugins.test, ({ params }) => testPlugin(desk, params.id));

  register(plugins.options, async ({ params }) => ({ items: await listOptions(desk, params) }));

  register(plugins.logs, async ({ params, query }) => {
    await findInstalled(desk, params.id);
    await desk.runtime.flushLogs();
    return listLogs(desk.db, params.id, query);
  });
}
