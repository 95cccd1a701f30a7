import { type ConfigOf, fields } from '@cskefu/plugin-sdk';

export const settings = fields({
  endpoint: {
    type: 'string',
    format: 'url',
    title: '%endpoint%',
    help: '%endpoint.help%',
  },
  secret: {
    type: 'string',
    secret: true,
    generated: { bytes: 32 },
    minLength: 16,
    title: '%secret%',
    help: '%secret.help%',
  },
});

export type Settings = ConfigOf<typeof settings>;
