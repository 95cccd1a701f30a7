import type { ReceiptState } from '@cskefu/plugin-sdk';
import { conformanceCase } from '../conformance-case.ts';
import type { DeskSide } from '../desk-side.ts';
import { frame, frameOf, framesOf } from '../frames.ts';
import { holdConnections } from '../hold-connections.ts';
import { leaseConnection } from '../lease-connection.ts';
import { parse } from '../messages-in.ts';
import { can, claims, hasWebhooks, isPulled, parses, takesFrames, unless } from '../skips.ts';
import { outbound, request, sample, situation, type Trial } from '../trial.ts';
import { expectEqual, expectTrue, shown, Unmet } from '../unmet.ts';
import { pause } from '../until.ts';
import { expectSent, provideWell } from './outbound.ts';

export const lifeCases = [
  conformanceCase({
    id: 21,
    name: 'receipts are read as claimed, in whichever order they come',
    skip: unless(claims('receipts'), takesFrames, parses),
    skipOnDesk: unless(claims('receipts'), hasWebhooks, parses),
    onDesk: async (desk, trial) => {
      provideWell(desk, trial);
      await desk.receive(sample({ threadId: 'kit-receipts', senderId: 'kit-receipts' }));
      expectEqual(await stateAfter(desk, trial, 'read', 'delivered'), 'read', 'the state after read and delivered');
      expectEqual(await stateAfter(desk, trial, 'failed'), 'failed', 'the state after sent and failed');
    },
    run: async (trial) => {
      const { delivered, read } = trial.channel.manifest.capabilities.receipts ?? {};
      const states = [
        ...(delivered ? ['delivered' as const] : []),
        ...(read ? ['read' as const] : []),
        'failed' as const,
      ];
      for (const state of states) {
        const given = { externalId: 'kit-sent-1', state, at: sample().at };
        const raw = frame(trial, (config) => frameOf(trial, 'receipt')(given, config));
        const events = await parse(trial, raw, `a receipt (${state})`);
        const wanted = events.some(
          (event) => event.type === 'receipt' && event.externalId === given.externalId && event.state === state,
        );
        expectTrue(wanted, `a receipt ${state} for ${given.externalId}`, events);
      }
    },
  }),
  conformanceCase({
    id: 22,
    name: 'edits, recalls, typing and profiles work as claimed',
    skip: ({ manifest: { capabilities, can: acts, transport }, fixtures }) => {
      const { edit, recall, profile, typing } = capabilities;
      const frames = framesOf({ transport }, fixtures);
      const claimed = [edit, recall, profile, typing?.out].some((claim) => claim !== undefined);
      const changes = ['edit', 'recall', 'typing', 'profile'] as const;
      if (transport === 'live') return 'the desk does them over the live connection';
      return claimed || changes.some((act) => acts.includes(act)) || frames?.edit || frames?.recall
        ? null
        : 'it claims none of them';
    },
    run: async (trial) => {
      await takeBack(trial);
      await tellOfPeople(trial);
      await hearOfChanges(trial);
    },
    skipOnDesk: claims('recall'),
    onDesk: async (desk, trial) => {
      provideWell(desk, trial);
      await desk.receive(sample({ threadId: 'kit-recall', senderId: 'kit-recall' }));
      const id = await desk.say('kit-recall', '说错了');
      expectTrue(await desk.recall('kit-recall', id), "the customer's side to hear of a recall", 'it hears nothing');
    },
  }),
  conformanceCase({
    id: 30,
    name: 'a connection holds until its signal aborts, and the next one goes on where it was',
    skip: unless(isPulled, can('connect')),
    run: holdConnections,
    onDesk: leaseConnection,
  }),
  conformanceCase({
    id: 31,
    name: 'what was registered with the provider is taken back',
    skip: (subject) =>
      subject.manifest.can.includes('provision') || subject.manifest.can.includes('deprovision')
        ? null
        : 'it registers nothing',
    run: async (trial) => {
      expectTrue(trial.channel.manifest.can.includes('deprovision'), 'deprovision beside provision', 'it has none');
      trial.host.answer(situation(trial, 'well'));
      await attempt('provision', () => trial.channel.provision());
      const before = trial.host.requests.length;
      await attempt('deprovision', () => trial.channel.deprovision());
      expectTrue(trial.host.requests.length > before, 'deprovision to tell the provider', 'it asked nothing');
      await attempt('deprovision, once more', () => trial.channel.deprovision());
    },
  }),
];

/** The state of a message once these receipts have come. */
const stateAfter = async (desk: DeskSide, trial: Trial, ...states: ReceiptState[]): Promise<string> => {
  const id = await desk.say('kit-receipts', '收到了吗？');
  const { externalIds } = await desk.delivery('kit-receipts', id, 'sent');
  const make = trial.fixtures.webhooks?.receipt;
  for (const state of states) {
    const given = { externalId: externalIds[0] ?? '', state, at: sample().at };
    if (make) await desk.deliver(request(trial, make(given, trial.fixtures.config)));
  }
  await desk.delivery('kit-receipts', id, states[0] ?? 'sent');
  await pause(500);
  return (await desk.delivery('kit-receipts', id, ...states, 'sent')).state;
};

const attempt = async (what: string, act: () => Promise<unknown>): Promise<void> => {
  try {
    await act();
  } catch (error) {
    throw new Unmet(`${what} to succeed`, `it threw ${shown(error)}`);
  }
};

const takeBack = async (trial: Trial): Promise<void> => {
  const { manifest } = trial.channel;
  for (const name of ['edit', 'recall'] as const)
    expectEqual(
      manifest.can.includes(name),
      manifest.capabilities[name] !== undefined,
      `whether it can ${name}, as it claims`,
    );
  trial.host.answer(situation(trial, 'well'));
  if (manifest.capabilities.recall) expectSent(await trial.channel.recall('kit-sent-1'), 'a recall');
  if (manifest.capabilities.edit) expectSent(await trial.channel.edit('kit-sent-1', outbound(trial)), 'an edit');
};

const tellOfPeople = async (trial: Trial): Promise<void> => {
  const { can: acts, capabilities } = trial.channel.manifest;
  expectEqual(acts.includes('typing'), capabilities.typing?.out === true, 'whether it can show typing, as it claims');
  expectEqual(acts.includes('profile'), capabilities.profile === true, 'whether it can tell a profile, as it claims');
  trial.host.answer(situation(trial, 'well'));
  const { thread, recipient } = outbound(trial);
  if (capabilities.typing?.out) await attempt('typing', () => trial.channel.typing(thread));
  // What the service of the fixtures knows of people is its own matter; that there is a proper answer is not.
  if (capabilities.profile) await attempt('profile', () => trial.channel.profile(recipient));
};

const hearOfChanges = async (trial: Trial): Promise<void> => {
  const { edit, recall } = framesOf(trial.channel.manifest, trial.fixtures) ?? {};
  const { config } = trial.fixtures;
  const { at } = sample();
  const wanted = [
    ...(edit ? [['edit', edit({ externalId: 'kit-sent-1', text: '改过的话', at }, config)] as const] : []),
    ...(recall ? [['recall', recall({ externalId: 'kit-sent-1', at }, config)] as const] : []),
  ];
  for (const [type, given] of wanted) {
    const events = await parse(trial, request(trial, given), `an event ${type}`);
    const found = events.some((event) => event.type === type && event.externalId === 'kit-sent-1');
    expectTrue(found, `an event ${type} of kit-sent-1`, events);
  }
};
