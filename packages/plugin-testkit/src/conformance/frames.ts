import type { ChannelManifest, RawRequest } from '@cskefu/plugin-sdk';
import type { ChannelFixtures, FrameFixtures, SampleMessage, SampleRequest } from '../channel/fixtures.ts';
import { request, type Trial } from './trial.ts';
import { Unmet } from './unmet.ts';

type Manifest = Pick<ChannelManifest, 'transport'>;

/** What an author gives to be parsed: requests of a provider that calls, or what a connection hands over. */
export const framesOf = ({ transport }: Manifest, { webhooks, pull }: ChannelFixtures): FrameFixtures | undefined =>
  transport === 'pull' ? pull?.frames : webhooks;

/** Where in the fixtures it stands. */
export const placeOfFrames = ({ transport }: Manifest): string => (transport === 'pull' ? 'pull.frames' : 'webhooks');

/** One that the fixtures must have for this case. */
export const frameOf = <K extends keyof FrameFixtures>(trial: Trial, name: K): NonNullable<FrameFixtures[K]> => {
  const { manifest } = trial.channel;
  const make = framesOf(manifest, trial.fixtures)?.[name];
  if (!make) throw new Unmet(`fixtures.${placeOfFrames(manifest)}.${name}`, 'it is missing');
  return make;
};

/** A frame, as the desk has it in its ledger when it is to be parsed. */
export const frame = (
  trial: Trial,
  make: (config: ChannelFixtures['config']) => SampleRequest,
  now?: number,
): RawRequest => request(trial, make(trial.fixtures.config), now);

/** The one of a message. */
export const messageFrame = (trial: Trial, message: SampleMessage, now?: number): RawRequest =>
  frame(trial, (config) => frameOf(trial, 'message')(message, config), now);

/** The one of several messages. */
export const batchFrame = (trial: Trial, messages: readonly SampleMessage[]): RawRequest =>
  frame(trial, (config) => frameOf(trial, 'batch')(messages, config));
