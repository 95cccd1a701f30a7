export { createHooks, type Decision, type Hooks } from './create-hooks.ts';
export { type Facts, matches } from './matches.ts';
