import { answers } from '@cskefu/plugin-host';
import type { ArrivalForm } from '@cskefu/plugin-sdk';
import { DomainError } from '../../platform/errors/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import type { ChannelRecord } from '../channels/index.ts';
import type { PluginRuntime } from '../plugins/index.ts';

/** Whether a visitor may begin with what they entered; answers with what is kept of it. */
export type AdmitVisitor = (channel: ChannelRecord, form: ArrivalForm) => Promise<ArrivalForm>;

export const WEB_PLUGIN = 'cskefu.web';
const DEADLINE_MS = 1_000;

/**
 * Asks the plugin of web channels.
 * @throws {DomainError} invalid_input: with the fields that are wrong; unavailable: the plugin does not answer
 */
export const createAdmitVisitor =
  (plugins: Pick<PluginRuntime, 'call'>, log: Logger): AdmitVisitor =>
  async ({ id, name, settings }, form) => {
    const channel = { id, name, config: settings, webhookUrl: '' };
    const answer = await plugins
      .call(WEB_PLUGIN, 'channel.admit', { kind: 'web', channel, given: [form] }, { deadlineMs: DEADLINE_MS })
      .then((value) => answers.admission.parse(value))
      .catch((error: unknown) => {
        log.warn({ err: error, channelId: id }, 'a visitor could not be admitted');
        throw new DomainError('unavailable', { detail: 'whether the visitor may begin is not known now' });
      });
    if (answer.ok) return answer.form;
    const issues = answer.faults.map(({ field, why }) => ({
      path: field,
      message: why === 'required' ? 'is required' : 'is malformed',
    }));
    throw new DomainError('invalid_input', { issues });
  };
