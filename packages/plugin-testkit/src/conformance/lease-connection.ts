import type { DeskSide, PullingSide } from './desk-side.ts';
import { sample, type Trial } from './trial.ts';
import { expectEqual, expectTrue, Unmet } from './unmet.ts';
import { pause, until } from './until.ts';

const THREAD = 'kit-pulled';
const LONGEST_MS = 60_000;
/** So often it is asked before we believe that only one asks. */
const QUESTIONS = 10;
/** Ms between the first attempts, at least: each time longer. */
const RESTS = [900, 1_900, 4_900];
const MOST = 5;

/** What a desk does for a connection: one node holds it, another one takes it over where it was, and nobody pesters a provider that is down. */
export const leaseConnection = async (desk: DeskSide, trial: Trial): Promise<void> => {
  const { pulling } = desk;
  if (!pulling) throw new Unmet('a desk with `pulling`', 'it has none, and this channel asks its provider itself');
  const customer = customerOf(desk);
  await customer.says();
  await customer.isHeard('what the desk has');
  await comeBack(desk, pulling);
  await customer.says();
  await customer.isHeard('what the desk has once it holds the connection again');

  await pulling.join();
  await holdOnce(pulling);
  await customer.says();
  await pulling.killHolder();
  await customer.isHeard('what the desk has once another node holds the connection');
  await pulling.leave();
  await customer.says();
  await customer.isHeard('what the desk has once its second node has gone');

  await rest(pulling, trial, customer.says);
  await customer.isHeard('what the desk has once the provider is well again');
};

/** Says one thing after the other; each is to be heard in its order, and only once. */
const customerOf = (desk: DeskSide) => {
  const said: string[] = [];
  return {
    says: async () => {
      const message = sample({ threadId: THREAD, senderId: THREAD });
      said.push(message.text);
      await desk.receive(message);
    },
    isHeard: async (what: string) => expectEqual(await desk.heard(THREAD, said.length), said, what),
  };
};

/** Whoever forgot the cursor hands over what was handed over before. */
const comeBack = async (desk: DeskSide, pulling: PullingSide): Promise<void> => {
  const stored = await desk.storedRequests();
  await desk.kill();
  await askedAgain(pulling, 3);
  expectEqual(await desk.storedRequests(), stored, 'what is stored after a restart, when nothing new has come,');
};

const holdOnce = async (pulling: PullingSide): Promise<void> => {
  pulling.mostAtOnce();
  await askedAgain(pulling, QUESTIONS);
  expectEqual(pulling.mostAtOnce(), 1, 'how many of two nodes ask the provider');
};

const rest = async (pulling: PullingSide, trial: Trial, meanwhile: () => Promise<void>): Promise<void> => {
  const before = pulling.asked().length;
  const rests = () => {
    const times = pulling.asked().slice(before);
    return times.slice(1).map((time, at) => Math.round(time - (times[at] ?? 0)));
  };
  const hasRested = (times: number) => until(() => hasGrown(rests(), times) || rests().length > MOST, LONGEST_MS);
  pulling.trouble(trial.fixtures.provider?.down ?? (() => 'interrupted'));
  await hasRested(RESTS.length - 1);
  await meanwhile();
  // Its last rest has begun; when it comes again all is well.
  pulling.trouble(null);
  await hasRested(RESTS.length);
  const came = rests().slice(0, MOST + 1);
  expectTrue(
    came.some((_, at) => hasGrown(came.slice(0, at + 1), RESTS.length)),
    `rests of ${RESTS.join(', ')} ms or more while the provider is down`,
    `they were ${came}`,
  );
};

/** A connection that has held for long may come again at once; the rests behind it count. */
const hasGrown = (rests: readonly number[], times: number): boolean =>
  rests.length >= times && rests.slice(-times).every((ms, at) => ms >= (RESTS[at] ?? 0));

const askedAgain = async (pulling: PullingSide, times: number): Promise<void> => {
  const before = pulling.asked().length;
  const isAsked = await until(() => pulling.asked().length >= before + times, LONGEST_MS);
  expectTrue(isAsked, `the provider to be asked ${times} times within ${LONGEST_MS / 1_000} s`, 'it is not');
  await pause(100);
};
