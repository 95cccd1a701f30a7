import { type SendResult, sendCodes } from '@cskefu/plugin-sdk';
import { type ProviderAnswers, RETRY_AFTER_S } from '../../channel/fixtures.ts';
import { conformanceCase } from '../conformance-case.ts';
import type { DeliveryRecord, DeskSide } from '../desk-side.ts';
import { mentions } from '../mentions.ts';
import { advertisedParts } from '../sample-parts.ts';
import { can, claims, scripted, unless } from '../skips.ts';
import { outbound, sample, sendWhile, situation, type Trial } from '../trial.ts';
import { expectEqual, expectTrue, Unmet } from '../unmet.ts';
import { pause } from '../until.ts';
import { expectSent, isSeen, provideWell } from './outbound.ts';

const sends = can('send');

const refusal = (result: SendResult, what: string) => {
  if (result.ok) throw new Unmet(`${what} not to count as sent`, 'send answered ok');
  return result;
};

const PASSING = ['rate_limited', 'provider_down', 'timeout', 'unknown'];

export const troubleCases = [
  conformanceCase({
    id: 16,
    name: 'too many requests: the time that the provider names is kept',
    skip: sends,
    run: async (trial) => {
      const { code, retry } = refusal(await sendWhile(trial, situation(trial, 'rateLimited')), 'a rate limit');
      expectEqual(
        { code, retry },
        { code: 'rate_limited', retry: { afterMs: RETRY_AFTER_S * 1_000 } },
        'code and retry',
      );
    },
    onDesk: async (desk, trial) => {
      const began = performance.now();
      const { attempts } = await sayThrough(desk, trial, 'kit-limited', [situation(trial, 'rateLimited')]);
      expectEqual(attempts, 2, 'the number of attempts');
      const tookMs = Math.round(performance.now() - began);
      expectTrue(tookMs >= RETRY_AFTER_S * 1_000, `${RETRY_AFTER_S} s between the attempts`, `it took ${tookMs} ms`);
    },
  }),
  conformanceCase({
    id: 17,
    name: 'a provider that is down is tried again later',
    skip: sends,
    run: async (trial) => {
      const { code, retry } = refusal(await sendWhile(trial, situation(trial, 'down')), 'an error of the provider');
      expectEqual({ code, retry }, { code: 'provider_down', retry: 'backoff' }, 'code and retry');
      const gone = refusal(await sendWhile(trial, () => 'unreachable'), 'a provider that cannot be reached');
      expectTrue(gone.retry !== 'no', 'another attempt when the provider cannot be reached', gone);
    },
    onDesk: async (desk, trial) => {
      const { attempts } = await sayThrough(desk, trial, 'kit-down', [situation(trial, 'down')]);
      expectEqual(attempts, 2, 'the number of attempts');
    },
  }),
  conformanceCase({
    id: 18,
    name: 'what the provider refuses for good has a code and is not tried again',
    skip: sends,
    run: async (trial) => {
      const { code, retry } = refusal(await sendWhile(trial, situation(trial, 'refused')), 'a refusal');
      expectEqual(retry, 'no', 'retry');
      const permanent = sendCodes.filter((known) => !PASSING.includes(known));
      expectTrue((permanent as readonly string[]).includes(code), `one of ${permanent.join(', ')}`, code);
    },
    onDesk: async (desk, trial) => {
      await desk.receive(sample({ threadId: 'kit-refused', senderId: 'kit-refused' }));
      desk.provide(situation(trial, 'refused'));
      const id = await desk.say('kit-refused', '不能说的话');
      const { state, attempts } = await desk.delivery('kit-refused', id, 'failed', 'sent', 'unknown');
      expectEqual({ state, attempts }, { state: 'failed', attempts: 1 }, 'state and attempts');
    },
  }),
  conformanceCase({
    id: 19,
    name: 'no answer in time is doubt: it is looked up, and not sent twice',
    skip: sends,
    run: async (trial) => {
      const { retry } = refusal(await sendWhile(trial, 'timeout'), 'no answer');
      expectEqual(retry, 'unknown', 'retry');
      if (!trial.channel.manifest.can.includes('lookup')) return;
      const message = outbound(trial);
      trial.host.answer(situation(trial, 'lookupFound'));
      const found = await trial.channel.lookup(message, { attempt: 2 });
      if (found === 'never_sent')
        throw new Unmet('what the provider has to be found', 'lookup says that it was never sent');
      expectSent(found, 'what was found');
      trial.host.answer(situation(trial, 'lookupMissing'));
      expectEqual(
        await trial.channel.lookup(message, { attempt: 2 }),
        'never_sent',
        'what lookup says of what the provider has not',
      );
    },
    skipOnDesk: unless(sends, can('lookup')),
    onDesk: async (desk, trial) => {
      await desk.receive(sample({ threadId: 'kit-doubt', senderId: 'kit-doubt' }));
      desk.provide('interrupted', situation(trial, 'lookupFound'));
      const id = await desk.say('kit-doubt', '可能已经送达');
      const { state, attempts } = await desk.delivery('kit-doubt', id, 'sent', 'failed', 'unknown');
      const seen = { state, attempts, requests: desk.providerRequests() };
      expectEqual(seen, { state: 'sent', attempts: 1, requests: 2 }, 'one attempt, looked up once, and no second one');
    },
  }),
  conformanceCase({
    id: 20,
    name: 'the same key twice is the same message',
    skip: (subject) =>
      subject.manifest.transport === 'live' ? 'the desk sends over the live connection' : sends(subject),
    skipOnDesk: isSeen,
    run: async (trial) => {
      const message = outbound(trial);
      const said = [1, 2].map(() => ({ key: false }));
      for (const [at, seen] of said.entries()) {
        trial.host.forget();
        trial.host.answer(situation(trial, 'well'));
        await trial.channel.send(message, { attempt: at + 1 });
        seen.key = trial.host.requests.some((asked) => mentionsKey(asked, message.idempotencyKey));
      }
      const [first, again] = said;
      expectEqual(again, first, 'whether the provider is told the key at the second attempt');
    },
    onDesk: async (desk, trial) => {
      provideWell(desk, trial);
      await desk.receive(sample({ threadId: 'kit-same', senderId: 'kit-same' }));
      const id = await desk.say('kit-same', '只说一次');
      await desk.say('kit-same', '只说一次', id);
      expectEqual((await desk.arrived('kit-same', id)).length, 1, 'how often it reaches the customer');
    },
  }),
  conformanceCase({
    id: 23,
    name: 'media that cannot be had any more fails with its code',
    skip: unless(
      sends,
      claims('media'),
      scripted('mediaGone', 'fixtures.provider.mediaGone: the provider takes media without fetching them'),
    ),
    run: async (trial) => {
      const media = advertisedParts(trial.channel.manifest.capabilities, trial.fixtures).find(
        ({ part }) => 'url' in part,
      );
      if (!media) return;
      const { code } = refusal(await sendWhile(trial, situation(trial, 'mediaGone'), [media.part]), 'missing media');
      expectEqual(code, 'media_failed', 'the code');
    },
  }),
  conformanceCase({
    id: 24,
    name: 'a closed reply window is told as one',
    skip: unless(sends, claims('replyWindow')),
    run: async (trial) => {
      const { code, retry } = refusal(await sendWhile(trial, situation(trial, 'windowClosed')), 'a closed window');
      expectEqual({ code, retry }, { code: 'window_closed', retry: 'no' }, 'code and retry');
    },
  }),
  conformanceCase({
    id: 25,
    name: 'an access token that ran out is fetched once for all who send',
    skip: unless(sends, scripted('tokenExpiresInS', 'fixtures.provider.tokenExpiresInS: it takes no access tokens')),
    run: async (trial) => {
      expectSent(await sendWhile(trial, situation(trial, 'well')), 'the first text');
      const before = trial.host.tokenRefreshes();
      expectEqual(before, 1, 'the number of refreshes for the first text');
      trial.host.clock.advance((trial.fixtures.provider?.tokenExpiresInS ?? 0) * 1_000 + 1_000);
      const results = await Promise.all(Array.from({ length: 5 }, () => trial.channel.send(outbound(trial))));
      for (const result of results) expectSent(result, 'a text after the token ran out');
      expectEqual(trial.host.tokenRefreshes() - before, 1, 'the number of refreshes for five at the same time');
    },
  }),
  conformanceCase({
    id: 33,
    name: 'nothing more is asked once nobody waits',
    skip: sends,
    run: async (trial) => {
      const abort = new AbortController();
      const answers = situation(trial, 'well');
      // Whoever keeps what one call was given asks by it when that call is long over.
      await sendWhile(trial, answers);
      trial.host.forget();
      trial.host.answer(async (asked) => {
        abort.abort();
        await pause(30);
        return answers(asked);
      });
      const ended = await trial.channel.send(outbound(trial), { signal: abort.signal }).catch((error) => error.code);
      expectTrue(ended === 'cancelled', 'the call to end as cancelled', ended);
      const asked = trial.host.requests.length;
      await pause(150);
      expectEqual(trial.host.requests.length, asked, 'the number of requests after the signal');
    },
  }),
];

/** An agent says something while the provider is in trouble and then well again; it arrives all the same. */
const sayThrough = async (
  desk: DeskSide,
  trial: Trial,
  threadId: string,
  trouble: readonly ProviderAnswers[],
): Promise<DeliveryRecord> => {
  await desk.receive(sample({ threadId, senderId: threadId }));
  desk.provide(...trouble, situation(trial, 'well'));
  const record = await desk.delivery(threadId, await desk.say(threadId, '稍后送达'), 'sent', 'failed', 'unknown');
  expectEqual(record.state, 'sent', 'the state in the end');
  return record;
};

const mentionsKey = (asked: Trial['host']['requests'][number], key: string) =>
  mentions(asked, key) || Object.values(asked.headers ?? {}).some((value) => value.includes(key));
