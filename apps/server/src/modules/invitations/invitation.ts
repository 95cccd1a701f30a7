/** The due task by which an invitation runs out. */
export const EXPIRY = 'invitation.expiry';

export const DEFAULT_SETTINGS = { text: null, coolDownMinutes: 30, expireMinutes: 5, rules: [] } as const;
