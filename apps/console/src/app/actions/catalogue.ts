export type ActionGroup = 'list' | 'conversation' | 'writing' | 'columns' | 'queue' | 'supervision' | 'everywhere';

export interface ActionDefinition {
  readonly group: ActionGroup;
  /** As the keyboard tells them (`KeyboardEvent.key`), with `mod+` for Ctrl or ⌘ and `alt+`. */
  readonly keys?: readonly string[];
  /** Also while somebody types or a dialog is open. */
  readonly always?: true;
  /** The field or the list has these keys itself; here they are only told. */
  readonly told?: true;
  /** Not worth a line in the palette. */
  readonly quiet?: true;
}

/**
 * Everything that can be done with a key or from the palette, in the order in which the help sheet tells it. Who can do it at the moment
 * binds it with `useActions`; keys, palette and help all read this one list, so none of them can tell what is not true.
 */
export const actions = {
  next: { group: 'list', keys: ['j'], quiet: true },
  previous: { group: 'list', keys: ['k'], quiet: true },
  walk: { group: 'list', keys: ['↓', '↑'], told: true },
  open: { group: 'list', keys: ['Enter'], told: true },
  mine: { group: 'list', keys: ['1'] },
  waiting: { group: 'list', keys: ['2'] },
  snoozed: { group: 'list', keys: ['3'] },
  closed: { group: 'list', keys: ['4'] },
  find: { group: 'list', keys: ['f'] },
  take: { group: 'list', keys: ['t'] },
  reply: { group: 'conversation', keys: ['r'] },
  note: { group: 'conversation', keys: ['n'] },
  quote: { group: 'conversation', keys: ['q'] },
  mark: { group: 'conversation', keys: ['s'] },
  recall: { group: 'conversation', keys: ['z'] },
  schedule: { group: 'conversation', keys: ['d'] },
  snooze: { group: 'conversation', keys: ['h'] },
  tags: { group: 'conversation', keys: ['#'] },
  wrapUp: { group: 'conversation', keys: ['W'] },
  block: { group: 'conversation', keys: ['B'] },
  satisfaction: { group: 'conversation' },
  transfer: { group: 'conversation', keys: ['T'] },
  acceptOffer: { group: 'conversation', keys: ['A'] },
  declineOffer: { group: 'conversation', keys: ['D'] },
  close: { group: 'conversation', keys: ['E'] },
  back: { group: 'conversation', keys: ['Escape'], quiet: true },
  send: { group: 'writing', keys: ['Enter', 'mod+Enter'], told: true },
  line: { group: 'writing', keys: ['Shift+Enter'], told: true },
  quick: { group: 'writing', keys: ['/'], told: true },
  mention: { group: 'writing', keys: ['@'], told: true },
  beside: { group: 'columns', keys: ['b'] },
  closeColumn: { group: 'columns', keys: ['x'] },
  nextColumn: { group: 'columns', keys: [']'] },
  previousColumn: { group: 'columns', keys: ['['] },
  firstColumn: { group: 'columns', keys: ['alt+1'], always: true, quiet: true },
  secondColumn: { group: 'columns', keys: ['alt+2'], always: true, quiet: true },
  thirdColumn: { group: 'columns', keys: ['alt+3'], always: true, quiet: true },
  fourthColumn: { group: 'columns', keys: ['alt+4'], always: true, quiet: true },
  prioritize: { group: 'queue', keys: ['p'] },
  move: { group: 'queue', keys: ['m'] },
  whisper: { group: 'supervision', keys: ['w'] },
  intervene: { group: 'supervision', keys: ['i'] },
  takeOver: { group: 'supervision', keys: ['O'] },
  palette: { group: 'everywhere', keys: ['mod+k'], always: true, quiet: true },
  help: { group: 'everywhere', keys: ['?'] },
  marked: { group: 'everywhere' },
  becomeReady: { group: 'everywhere' },
  becomeAway: { group: 'everywhere' },
  becomeBusy: { group: 'everywhere' },
  themeLight: { group: 'everywhere' },
  themeDark: { group: 'everywhere' },
  themeSystem: { group: 'everywhere' },
  speakChinese: { group: 'everywhere' },
  speakEnglish: { group: 'everywhere' },
  signOut: { group: 'everywhere' },
} as const satisfies Record<string, ActionDefinition>;

export type ActionId = keyof typeof actions;

export const actionIds = Object.keys(actions) as ActionId[];
export const definitionOf = (id: ActionId): ActionDefinition => actions[id];
