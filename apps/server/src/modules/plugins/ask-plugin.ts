import type { PluginHealth } from '@cskefu/contract';
import { answers } from '@cskefu/plugin-host';
import { z } from 'zod';
import { DomainError } from '../../platform/errors/index.ts';
import type { PluginDesk } from './plugin-desk.ts';
import { findInstalled } from './present-plugin.ts';

const ANSWER_MS = 10_000;

/**
 * Whether the settings work, as the plugin sees it. No answer is an answer, too.
 * @throws {DomainError} not_found; conflict: it cannot tell
 */
export async function testPlugin(desk: PluginDesk, id: string): Promise<PluginHealth> {
  const { known } = await findInstalled(desk, id);
  if (!known.manifest.hasHealth) throw new DomainError('conflict', { detail: 'it has no test' });
  try {
    const answer = answers.health.parse(await desk.runtime.call(id, 'health', {}, { deadlineMs: ANSWER_MS }));
    if (answer.ok) return { ok: true, account: answer.account ?? null, code: null, detail: null };
    return { ok: false, account: null, code: answer.code, detail: answer.detail };
  } catch (error) {
    return { ok: false, account: null, code: 'no_answer', detail: (error as Error).message.slice(0, 2_000) };
  }
}

const choices = z.array(z.object({ value: z.string().max(500), title: z.string().max(500) })).max(1_000);

/** @throws {DomainError} not_found; conflict: it does not answer, `detail` says why */
export async function listOptions(
  desk: PluginDesk,
  { id, name }: { id: string; name: string },
): Promise<z.output<typeof choices>> {
  await findInstalled(desk, id);
  try {
    return choices.parse(await desk.runtime.call(id, 'options', { name }, { deadlineMs: ANSWER_MS }));
  } catch (error) {
    throw new DomainError('conflict', { detail: (error as Error).message.slice(0, 500) });
  }
}
