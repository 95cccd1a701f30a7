import type { RawRequest, SendResult } from '@cskefu/plugin-sdk';
import { modelAdapter, type modelPlugin } from './model-channel.ts';

export type Broken = Parameters<typeof modelPlugin>[0];
type ModelChannel = Parameters<NonNullable<typeof modelAdapter.send>>[1];
export type Send = NonNullable<typeof modelAdapter.send>;

export const parsed = (request: RawRequest, channel: ModelChannel) => modelAdapter.parse?.(request, channel) ?? [];
export const sent: Send = async (message, channel, context) =>
  (await modelAdapter.send?.(message, channel, context)) as SendResult;

/** `send` as it is, except for what it makes of one kind of answer. */
export const sendBut =
  (change: (result: SendResult) => SendResult): Send =>
  async (message, channel, context) =>
    change(await sent(message, channel, context));

export const when =
  (code: string, instead: object) =>
  (result: SendResult): SendResult =>
    !result.ok && result.code === code ? ({ ...result, ...instead } as SendResult) : result;

/** So many ms of the processor, however much else the machine has to do. */
export const compute = (ms: number) => {
  for (const { user } = process.threadCpuUsage(); process.threadCpuUsage().user - user < ms * 1_000; );
};
