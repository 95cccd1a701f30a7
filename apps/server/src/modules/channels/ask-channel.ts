import type { ChannelHealth } from '@cskefu/contract';
import { answers } from '@cskefu/plugin-host';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, RunUseCase } from '../access/index.ts';
import { accessPluginChannel } from './channel-config.ts';
import type { ChannelKinds, RunningKind } from './channel-kinds.ts';
import type { ChannelRecord } from './channels.store.ts';
import type { PresentToPlugin } from './plugin-channel.ts';
import { keepRegistration } from './register-webhook.ts';

export interface AskingParts {
  readonly run: RunUseCase;
  readonly kinds: ChannelKinds;
  readonly present: PresentToPlugin;
}

const DEADLINE_MS = 15_000;

const FINE: ChannelHealth = { ok: true, account: null, code: null, detail: null };

/**
 * Asks the plugin whether the settings work, or has it come to terms with the provider. What it cannot say is an answer, too.
 * @throws {DomainError} not_found; conflict: it is a web channel, or its plugin cannot do this
 */
export async function askChannel(
  { run, kinds, present }: AskingParts,
  actor: AccountActor,
  { id, act }: { id: string; act: 'health' | 'provision' | 'deprovision' },
): Promise<ChannelHealth> {
  const channel = await run.read(actor, (ctx) => accessPluginChannel(ctx, id), undefined);
  const kind = kinds.find(channel.type);
  if (!kind) return unanswered(`${channel.type} does not run`);
  if (act === 'health') return askKind({ kinds, present }, kind, channel, act);
  if (!kind.manifest.can.includes(act)) throw new DomainError('conflict', { detail: `it cannot ${act}` });
  const result = await askKind({ kinds, present }, kind, channel, act);
  await run(actor, (ctx) => keepRegistration(ctx.tx, id, act, result), undefined);
  return result;
}

/** What the plugin of a channel says, or that it says nothing. */
export async function askKind(
  { kinds, present }: Pick<AskingParts, 'kinds' | 'present'>,
  kind: RunningKind,
  channel: ChannelRecord,
  act: 'health' | 'provision' | 'deprovision',
): Promise<ChannelHealth> {
  try {
    const answer = await kinds.call(kind, act, { given: [], channel: present(channel) }, { deadlineMs: DEADLINE_MS });
    return act === 'health' ? presentHealth(answer) : FINE;
  } catch (error) {
    return unanswered((error as Error).message);
  }
}

const presentHealth = (answer: unknown): ChannelHealth => {
  const checked = answers.health.safeParse(answer);
  if (!checked.success) return unanswered('the plugin did not say how it is');
  if (checked.data.ok) return { ...FINE, account: checked.data.account ?? null };
  return { ok: false, account: null, code: checked.data.code, detail: checked.data.detail };
};

const unanswered = (detail: string): ChannelHealth => ({
  ok: false,
  account: null,
  code: 'no_answer',
  detail: detail.slice(0, 2_000),
});
