export { EgressError } from './egress-error.ts';
export { createOpenOutside, type EgressSettings, hostAndPort, type OpenOutside } from './open-outside.ts';
export { headersOf, readAnswer } from './read-answer.ts';
