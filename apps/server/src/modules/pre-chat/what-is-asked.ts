import type { WebChannelSettings } from '@cskefu/contract';

type Asking = Pick<WebChannelSettings, 'preChat' | 'skillGroups' | 'privacy'>;

/** Is there anything to answer before the first word? A notice without consent is only shown. */
export const asksAnything = ({ preChat, skillGroups, privacy }: Asking): boolean =>
  skillGroups.length > 0 || privacy.consent || Object.values(preChat.fields).some(({ use }) => use !== 'off');

/** Is there anything without which nobody begins? */
export const mustBeAnswered = ({ preChat, skillGroups, privacy }: Asking): boolean =>
  skillGroups.length > 0 || privacy.consent || Object.values(preChat.fields).some(({ use }) => use === 'required');
