import type { SessionSettings } from '@cskefu/contract';

/** What counts where no unit says anything: calm, for the chat itself tells who has come and that it is over. */
export const DEFAULTS: SessionSettings = {
  senderName: '',
  welcomeOn: false,
  welcomeText: '',
  assignedOn: false,
  assignedText: '',
  busyOn: false,
  busyText: '',
  nobodyOn: true,
  nobodyText: '',
  closingOn: false,
  closingText: '',
  offHoursText: '',
  idleWarningOn: false,
  idleWarningSeconds: 120,
  idleWarningText: '',
  idleCloseOn: false,
  idleCloseSeconds: 120,
  idleCloseText: '',
  slowReplyOn: false,
  slowReplySeconds: 120,
  slowReplyText: '',
  queueTimeoutOn: false,
  queueTimeoutSeconds: 600,
  queueTimeoutText: '',
  queueTimeoutThen: 'close',
  overflowOn: false,
  overflowSeconds: 120,
  overflowTo: { kind: 'left_message' },
  hoursOn: false,
  timeZone: 'Asia/Shanghai',
  hours: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '18:00' })),
  exceptions: [],
  satisfactionOn: true,
  satisfactionAsk: 'at_close',
  wrapUp: 'optional',
  transferNeedsAcceptance: false,
};

export const SESSION_SETTING_NAMES = Object.keys(DEFAULTS) as (keyof SessionSettings)[];

/** What one unit says itself. */
export type OwnSessionSettings = { readonly [K in keyof SessionSettings]?: SessionSettings[K] };

/** What counts, from the settings of units in a line: the nearest first. */
export function inheritSessionSettings(line: readonly OwnSessionSettings[]): SessionSettings {
  return Object.assign({}, DEFAULTS, ...line.toReversed()) as SessionSettings;
}
