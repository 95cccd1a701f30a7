import { parseColour } from '../loader/colour.ts';

/** What the address of the page says: `/chat/{channel}?embedded=1&origin=…&lang=…&color=…`. */
export interface Address {
  readonly channelId: string;
  /** Inside the iframe that the loader made; otherwise the chat has the page to itself. */
  readonly embedded: boolean;
  /** Origin of the page around the iframe. */
  readonly hostOrigin: string;
  readonly lang: string | null;
  readonly color: string | null;
}

export const readAddress = ({ pathname, search }: Pick<Location, 'pathname' | 'search'>): Address => {
  const query = new URLSearchParams(search);
  return {
    channelId: decodeURIComponent(pathname.split('/').findLast(Boolean) ?? ''),
    embedded: query.get('embedded') === '1',
    hostOrigin: query.get('origin') ?? '',
    lang: query.get('lang'),
    color: parseColour(`#${query.get('color')}`),
  };
};
