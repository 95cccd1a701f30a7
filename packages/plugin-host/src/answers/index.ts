export * from './channel-answers.ts';
export * from './inbound-events.ts';
