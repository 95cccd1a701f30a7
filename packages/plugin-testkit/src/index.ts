export type {
  ChannelFixtures,
  FrameFixtures,
  ProviderAnswers,
  ProviderFixtures,
  PullFixtures,
  SampleMessage,
  SampleRequest,
  WebhookFixtures,
} from './channel/fixtures.ts';
export { RETRY_AFTER_S } from './channel/fixtures.ts';
export type { Attempt, CallLimits, TestChannel } from './channel/test-channel.ts';
export { type AskedProvider, askedProvider } from './conformance/asked-provider.ts';
export { conformanceCases } from './conformance/cases/index.ts';
export { FixturesError } from './conformance/check-fixtures.ts';
export type { DeliveryRecord, DeskSide, PullingSide } from './conformance/desk-side.ts';
export {
  type CaseResult,
  type ConformanceOptions,
  type ConformanceReport,
  runConformance,
} from './conformance/run-conformance.ts';
export { signedWebhook } from './conformance/trial.ts';
export { createTestHost, type TestHost, type TestHostOptions } from './host/create-test-host.ts';
export type { FakeClock } from './host/fake-clock.ts';
export { forwardTo, type HttpScript, type ScriptedAnswer, type ScriptedOutcome } from './host/http-script.ts';
export type { DeskData } from './host/kit-methods.ts';
export type { StoredData } from './host/migrate-stored.ts';
export type { InboundRecord, LogLine, WrittenMessage } from './host/records.ts';
