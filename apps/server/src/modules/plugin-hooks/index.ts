export { createHooks, type Decision, type Hooks } from './create-hooks.ts';
export { type Facts, matches, NO_FACTS } from './matches.ts';
