import { checkSignature } from '@cskefu/plugin-host';
import type { RawRequest } from '@cskefu/plugin-sdk';
import { conformanceCase, type Subject } from '../conformance-case.ts';
import { messageFrame } from '../frames.ts';
import { hasWebhooks, isPulled, parses, unless } from '../skips.ts';
import { request, sample, type Trial } from '../trial.ts';
import { expectEqual, expectTrue, shown } from '../unmet.ts';

const checksSender = ({ manifest }: Subject) =>
  manifest.signature || manifest.can.includes('verify') ? null : 'neither a signature nor verify: it takes any request';

/** Does the desk take this request as genuine? As it does it: first the declared signature, then `verify`. */
export const isGenuine = async (trial: Trial, raw: RawRequest): Promise<boolean> => {
  const { signature, can } = trial.channel.manifest;
  const secret = signature && String(trial.channel.channel.config[signature.secretField as never]);
  if (signature && !checkSignature(signature, secret ?? '', raw)) return false;
  if (!can.includes('verify')) return true;
  return (await trial.channel.verify(raw)).kind !== 'reject';
};

/** Another message in the place of the signed one. */
const forged = (trial: Trial): RawRequest => {
  const genuine = messageFrame(trial, sample({ text: 'what was signed' }));
  const other = messageFrame(trial, sample({ text: 'what was put in its place' }));
  return { ...genuine, body: other.body };
};

const unsigned = (trial: Trial): RawRequest => ({ ...messageFrame(trial, sample()), headers: {}, query: {} });

/** Signed by the rule, an hour too early. */
const stale = (trial: Trial): RawRequest => ({
  ...messageFrame(trial, sample(), Date.now() - 3_600_000),
  receivedAt: Date.now(),
});

/** Who may call at all. */
export const doorCases = [
  conformanceCase({
    id: 2,
    name: 'a bad signature is rejected and nothing is stored',
    skip: unless(hasWebhooks, checksSender),
    skipOnDesk: (subject) =>
      isPulled(subject) === null ? parses(subject) : unless(hasWebhooks, checksSender)(subject),
    run: async (trial) => {
      expectTrue(
        !(await isGenuine(trial, forged(trial))),
        'a body that was not signed to be rejected',
        'it was accepted',
      );
      expectTrue(!(await isGenuine(trial, unsigned(trial))), 'no signature to be rejected', 'it was accepted');
      if (trial.channel.manifest.signature?.timestamp)
        expectTrue(!(await isGenuine(trial, stale(trial))), 'an old signature to be rejected', 'it was accepted');
    },
    onDesk: async (desk, trial) => {
      const before = await desk.storedRequests();
      // Nobody is to call whoever asks the provider itself, however genuine it looks.
      const isCalled = trial.channel.manifest.transport === 'webhook';
      const status = await desk.deliver(isCalled ? forged(trial) : messageFrame(trial, sample()));
      const what = isCalled ? 'a bad signature' : 'a channel that nobody calls';
      expectTrue([401, 403, 404].includes(status), `status 401, 403 or 404 for ${what}`, `came ${status}`);
      expectEqual(await desk.storedRequests(), before, 'the number of stored requests');
    },
  }),
  conformanceCase({
    id: 3,
    name: 'a handshake is answered and stores nothing',
    skip: unless(hasWebhooks, ({ fixtures }) =>
      fixtures.webhooks?.challenge ? null : 'fixtures.webhooks.challenge: the provider has no handshake',
    ),
    run: async (trial) => {
      const wanted = trial.fixtures.webhooks?.challenge?.(trial.fixtures.config);
      if (!wanted) return;
      const verdict = await trial.channel.verify(request(trial, wanted.request));
      expectEqual(verdict.kind, 'challenge', 'the verdict');
      const body = verdict.kind === 'challenge' ? (verdict.answer.body ?? '') : '';
      const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
      expectTrue(text.includes(wanted.answer), `an answer with ${shown(wanted.answer)}`, text);
    },
    onDesk: async (desk, trial) => {
      const before = await desk.storedRequests();
      const wanted = trial.fixtures.webhooks?.challenge?.(trial.fixtures.config);
      if (wanted) await desk.deliver(request(trial, wanted.request));
      expectEqual(await desk.storedRequests(), before, 'the number of stored requests');
    },
  }),
];
