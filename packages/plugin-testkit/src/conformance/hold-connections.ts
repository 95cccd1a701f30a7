import type { InboundMessage } from '@cskefu/plugin-sdk';
import type { ProviderAnswers, PullFixtures, SampleMessage } from '../channel/fixtures.ts';
import { messageFrame } from './frames.ts';
import { messagesOf, parse, textOf } from './messages-in.ts';
import { type Circumstances, type OpenConnection, openConnection } from './open-connection.ts';
import { sample, type Trial } from './trial.ts';
import { expectEqual, expectTrue, shown, Unmet } from './unmet.ts';
import { pause } from './until.ts';

const PATIENT = 20;
/** More than one answer of `parse` may hold. */
const MANY = 130;

/** What a pulling channel does by itself: one connection after the other, as a desk would hold them. */
export const holdConnections = async (trial: Trial): Promise<void> => {
  const { pull, config } = trial.fixtures;
  if (!pull) throw new Unmet('fixtures.pull', 'it is missing, and this channel asks the provider itself');
  const first = sample();
  const waiting = [first];
  const answers = pull.provider(waiting, config);
  const cursor = await holdTheFirst(trial, answers, first);
  await goOn(trial, answers, cursor, waiting);
  await keepWhatCannotBeStored(trial, pull);
  await fetchMany(trial, pull);
  await leaveInPeace(trial, cursor);
};

const during = async <T>(
  trial: Trial,
  given: Circumstances,
  act: (connection: OpenConnection) => Promise<T>,
): Promise<T> => {
  const connection = await openConnection(trial, given);
  const result = await act(connection).catch(async (error: unknown) => {
    await connection.end().catch(() => undefined);
    throw error;
  });
  await connection.end();
  return result;
};

const holdTheFirst = (trial: Trial, answers: ProviderAnswers, message: SampleMessage): Promise<string> =>
  during(trial, { answers, cursor: null }, async (connection) => {
    const said = await connection.said();
    expectEqual(said.map(textOf), [message.text], 'what is handed over of what waits at the provider');
    await readLikeItsFrame(trial, said, message, connection.frames()[0]?.receivedAt ?? 0);
    const cursor = connection.cursor();
    if (cursor === undefined) throw new Unmet('a cursor with what is handed over', 'it has none');
    await pause(200);
    expectTrue(connection.isHeld(), 'the connection to hold until its signal aborts', 'it ended');
    return cursor;
  });

/** What the other cases look at is what the connection really hands over. */
const readLikeItsFrame = async (
  trial: Trial,
  [given]: readonly InboundMessage[],
  message: SampleMessage,
  now: number,
) => {
  const [framed] = messagesOf(await parse(trial, messageFrame(trial, message, now), 'the frame of a message'));
  const what = 'what is handed over, compared with fixtures.pull.frames.message,';
  expectEqual(given && known(given), framed && known(framed), what);
};

const known = ({ externalId, thread, sender, at }: InboundMessage) => ({
  externalId,
  thread: thread.id,
  sender: sender.externalId,
  at,
});

const goOn = (trial: Trial, answers: ProviderAnswers, cursor: string, waiting: SampleMessage[]): Promise<void> => {
  const later = sample();
  waiting.push(later);
  return during(trial, { answers, cursor }, async (connection) => {
    const said = (await connection.said()).map(textOf);
    expectEqual(said, [later.text], 'what the next connection hands over, from the cursor on');
  });
};

/** Its cursor is stored with it or not at all: whoever goes on after a refusal loses what was refused. */
const keepWhatCannotBeStored = (trial: Trial, { provider }: PullFixtures): Promise<void> => {
  const message = sample();
  const answers = provider([message], trial.fixtures.config);
  return during(trial, { answers, cursor: null, refusals: 1 }, async (connection) => {
    const said = (await connection.said()).map(textOf);
    const isKept = said.includes(message.text) || !connection.isHeld();
    expectTrue(
      isKept,
      'what could not be stored to be handed over again, or an end with an error',
      'it is passed over',
    );
  });
};

const fetchMany = (trial: Trial, { provider }: PullFixtures): Promise<void> => {
  const waiting = Array.from({ length: MANY }, () => sample());
  const answers = provider(waiting, trial.fixtures.config);
  return during(trial, { answers, cursor: null }, async (connection) => {
    const said = await connection.said(MANY);
    expectEqual(said.length, MANY, `the number of messages, where ${MANY} wait: at most 100 in one frame,`);
    expectEqual(
      said.map(textOf),
      waiting.map(({ text }) => text),
      'their order',
    );
  });
};

const leaveInPeace = (trial: Trial, cursor: string): Promise<void> => {
  const { down = () => 'unreachable' as const } = trial.fixtures.provider ?? {};
  return during(trial, { answers: down, cursor }, async (connection) => {
    await pause(1_000);
    const asked = connection.requests();
    const wanted = `at most ${PATIENT} requests a second while the provider is down, or an end with an error`;
    expectTrue(asked <= PATIENT, wanted, `there were ${shown(asked)}`);
  });
};
