import type { ChannelCapabilities, Part } from '@cskefu/plugin-sdk';
import type { ChannelFixtures } from '../channel/fixtures.ts';

/** One part, and the words by which it is known again at the provider. */
export interface SamplePart {
  readonly part: Part;
  readonly words: string;
}

const media = (kind: 'image' | 'audio' | 'video' | 'file', name: string, mime: string): SamplePart => {
  const url = `https://desk.example/files/${name}`;
  return { part: { kind, url, name, mime, size: 1_000, ...(kind === 'audio' ? { durationS: 3 } : {}) }, words: url };
};

const known: Readonly<Record<string, SamplePart>> = {
  text: { part: { kind: 'text', text: '一句话' }, words: '一句话' },
  image: media('image', 'picture.png', 'image/png'),
  audio: media('audio', 'voice.mp3', 'audio/mpeg'),
  video: media('video', 'film.mp4', 'video/mp4'),
  file: media('file', 'order.pdf', 'application/pdf'),
  location: { part: { kind: 'location', latitude: 22.54, longitude: 114.06, name: '深圳市民中心' }, words: '22.54' },
  card: {
    part: { kind: 'card', title: '订单 4711', text: '已发货', url: 'https://shop.example/4711' },
    words: '订单 4711',
  },
  choices: {
    part: { kind: 'choices', text: '需要哪种服务？', choices: [{ id: 'sales', title: '售前' }] },
    words: '售前',
  },
};

/** A part of every kind that the channel advertises. */
export const advertisedParts = (capabilities: ChannelCapabilities, { outbound }: ChannelFixtures): SamplePart[] => {
  const kinds = [
    'text',
    ...Object.keys(capabilities.media ?? {}),
    ...(['location', 'card', 'choices'] as const).filter((kind) => capabilities[kind]),
  ];
  return kinds.flatMap((kind) => {
    const own = outbound?.[kind as 'image'];
    if (own) return [{ part: own, words: 'url' in own && own.url ? own.url : '' }];
    const sample = known[kind];
    return sample ? [sample] : [];
  });
};
