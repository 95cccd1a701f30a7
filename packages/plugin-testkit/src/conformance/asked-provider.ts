import type { OutgoingRequest } from '@cskefu/plugin-sdk';
import type { ChannelFixtures, ProviderAnswers, SampleMessage } from '../channel/fixtures.ts';
import type { ScriptedOutcome } from '../host/http-script.ts';
import type { PullingSide } from './desk-side.ts';
import { pause } from './until.ts';

/** The provider of a pulling channel, for whoever gives a desk to the kit: what waits there, and how it is asked for it. */
export interface AskedProvider extends Pick<PullingSide, 'asked' | 'mostAtOnce' | 'trouble'> {
  /** From now on this waits as well. */
  wait(message: SampleMessage): void;
  /** The answer to a question for what is new; undefined: the request is about something else. */
  answer(request: OutgoingRequest): Promise<ScriptedOutcome> | undefined;
}

/** Each question is kept open for a little, so that two that ask are seen at the same time. */
export const askedProvider = ({ pull, config }: ChannelFixtures, openMs: number): AskedProvider => {
  const waiting: SampleMessage[] = [];
  const times: number[] = [];
  const given = pull?.provider(waiting, config);
  const asks = pull?.asks ?? (({ method = 'GET' }) => method !== 'POST');
  let trouble: ProviderAnswers | null = null;
  let open = 0;
  let most = 0;

  const answer = async (request: OutgoingRequest, answers: ProviderAnswers): Promise<ScriptedOutcome> => {
    times.push(performance.now());
    most = Math.max(most, ++open);
    const answering = trouble ?? answers;
    await pause(openMs);
    open -= 1;
    return answering(request);
  };
  return {
    wait: (message) => void waiting.push(message),
    answer: (request) => (given && asks(request) ? answer(request, given) : undefined),
    asked: () => times,
    mostAtOnce: () => {
      const seen = most;
      most = open;
      return seen;
    },
    trouble: (answers) => {
      trouble = answers;
    },
  };
};
