import type { LeftMessageField } from '@cskefu/contract';

/** In the order of the form. */
export const formFields = ['name', 'email', 'phone', 'subject', 'text'] as const satisfies readonly LeftMessageField[];
