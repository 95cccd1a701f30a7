import type { WebChannelSettings } from '@cskefu/contract';

/** `GET /widget-config/:channelId`: what the launcher needs before there is a chat. */
export type WidgetConfig = Pick<
  WebChannelSettings,
  'color' | 'position' | 'offsetX' | 'offsetY' | 'launcherText' | 'title' | 'avatarUrl' | 'locale'
> & {
  /** Path of the module that follows visitors through the pages; null where the channel follows nobody. */
  readonly page: string | null;
};

const FIRST_WAIT_MS = 3_000;

/** Null: the channel is unknown or switched off. A desk that is away is asked again, ever less often. */
export const fetchConfig = async (url: string): Promise<WidgetConfig | null> => {
  for (let wait = FIRST_WAIT_MS; ; wait *= 2) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return response.json();
    if (response?.status === 404) return null;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
};
