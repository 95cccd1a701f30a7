import type { ChannelFixtures } from '@cskefu/plugin-testkit';

/** What the conformance kit needs of this channel. */
export const fixtures: ChannelFixtures = {
  config: {},
  otherConfig: { title: '另一个网站', color: '#223344' },
  invalidConfigs: [
    { color: 'green' },
    { offsetX: 500 },
    { locale: 'fr' },
    { skillGroups: ['support'] },
    { preChat: { fields: { name: { use: 'always' } } } },
  ],
};
