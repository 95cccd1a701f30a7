import type { OutgoingRequest, RawRequest } from '@cskefu/plugin-sdk';

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
}

/** What a connection handed over. */
export interface InboundRecord {
  readonly channelId: string;
  readonly raw: RawRequest;
  readonly cursor?: string | undefined;
}

export interface WrittenMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly text: string;
}

/** What a plugin did, in the order in which it did it. */
export interface Records {
  readonly logs: LogLine[];
  readonly requests: OutgoingRequest[];
  readonly inbound: InboundRecord[];
  readonly messages: WrittenMessage[];
}
