import type { AccountActor } from '../access/index.ts';

/** Makes sure that the person at the keyboard is the one who signed in; given by the composition root. */
export type ConfirmPassword = (actor: AccountActor, password: string, cookie: string | undefined) => Promise<void>;
