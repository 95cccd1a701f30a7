export { EgressError } from './egress-error.ts';
export { createOpenOutside, hostAndPort, type OpenOutside } from './open-outside.ts';
export { headersOf, readAnswer } from './read-answer.ts';
