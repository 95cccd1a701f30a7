import type { WebChannelSettings } from '@cskefu/contract';
import { checkConfig } from '@cskefu/plugin-sdk';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessSkillGroup } from './access-skill-group.ts';
import type { ChannelKinds } from './channel-kinds.ts';

const WEB_KIND = 'cskefu.web/web';

/**
 * What can be set for a web channel is the plugin's to say; which skill groups may be offered, the reach of whoever sets it. Those that were offered
 * before stay.
 * @throws {DomainError} invalid_input; not_found: a skill group
 */
export async function checkWebSettings(
  ctx: UseCaseContext<AccountActor>,
  kinds: ChannelKinds,
  settings: Partial<WebChannelSettings>,
  offeredBefore: readonly number[] = [],
): Promise<void> {
  const kind = kinds.find(WEB_KIND);
  const checked = kind && checkConfig(kind.manifest.config, settings);
  if (checked && !checked.ok)
    throw new DomainError('invalid_input', {
      issues: checked.problems.map(({ path, code }) => ({ path: `settings.${path}`, message: code })),
    });
  for (const id of settings.skillGroups ?? []) if (!offeredBefore.includes(id)) await accessSkillGroup(ctx, id);
}
