import { splitText } from '@cskefu/plugin-sdk';
import type { Way } from './outside.ts';

type Capabilities = NonNullable<Way['capabilities']>;
type MediaKind = keyof NonNullable<Capabilities['media']>;

/** As the channel counts: characters as people write them down in code points, or bytes of UTF-8. */
export const lengthOf = (text: string, unit: 'characters' | 'bytes' = 'characters'): number =>
  unit === 'bytes' ? new TextEncoder().encode(text).length : Array.from(text).length;

/** Into how many messages the desk will cut it. */
export const piecesOf = (text: string, limit: Capabilities['text']): number =>
  Math.max(1, splitText(text, limit).length);

const kindOf = (mime: string): MediaKind => {
  const kind = mime.split('/')[0];
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'file';
};

const fits = (mime: string, patterns: readonly string[] | undefined): boolean =>
  patterns?.some((pattern) => pattern === mime || (pattern.endsWith('/*') && mime.startsWith(pattern.slice(0, -1)))) ??
  true;

const carries = (file: Pick<File, 'type' | 'size'>, kind: MediaKind, { media }: Capabilities): boolean => {
  const limits = media?.[kind];
  return limits !== undefined && file.size <= limits.maxBytes && fits(file.type, limits.mime);
};

/** What the channel cannot take as it is goes as a link; a picture may still go as a file. */
export const goesAsLink = (file: Pick<File, 'type' | 'size'>, capabilities: Capabilities): boolean =>
  !carries(file, kindOf(file.type), capabilities) && !carries(file, 'file', capabilities);
