import type { WebChannelSettings } from '@cskefu/contract';

/** Settings of a request: what is absent is not touched. */
export type GivenSettings = { [K in keyof WebChannelSettings]?: WebChannelSettings[K] | undefined };

export const givenOf = (settings: GivenSettings | undefined): GivenSettings =>
  Object.fromEntries(Object.entries(settings ?? {}).filter(([, value]) => value !== undefined));
