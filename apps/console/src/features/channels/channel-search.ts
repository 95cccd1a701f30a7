import { oneOf } from '../../lib/one-of.ts';

export const channelTabs = ['settings', 'inbound', 'outbound'] as const;
export type ChannelTab = (typeof channelTabs)[number];

export const inboundStates = ['received', 'parsed', 'matched', 'ignored', 'failed'] as const;
export const outboundStates = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
  'cancelled',
] as const;

export interface ChannelSearch {
  tab?: ChannelTab;
  /** Of the requests that came in, or of the messages that went out. */
  stage?: (typeof inboundStates)[number] | (typeof outboundStates)[number];
}

export interface NewChannelSearch {
  channelKind?: string;
}

/** Which kind is begun with: whoever has just installed a plugin wants one of its kind. */
export const newChannelSearch = ({ channelKind }: Record<string, unknown>): NewChannelSearch =>
  typeof channelKind === 'string' ? { channelKind } : {};

/** Of a channel of a plugin: which part is open, narrowed to what, stands in the address. */
export const channelSearch = (search: Record<string, unknown>): ChannelSearch => {
  const tab = oneOf(channelTabs, search['tab']);
  const stage = oneOf([...inboundStates, ...outboundStates], search['stage']);
  return { ...(tab && { tab }), ...(stage && { stage }) };
};

/** What the address of the list of channels says. */
export interface ChannelsSearch {
  search?: string;
}

export const channelsSearch = ({ search }: Record<string, unknown>): ChannelsSearch =>
  search === undefined || search === '' ? {} : { search: String(search) };
