/** Every colour of the console, once. Names say what a colour means, not what it looks like. */
interface Palette {
  /** Behind everything; behind what people work in; pressed in; floating above. */
  canvas: string;
  surface: string;
  sunken: string;
  raised: string;
  hover: string;
  text: string;
  textSecond: string;
  textThird: string;
  line: string;
  lineStrong: string;
  brand: string;
  brandHover: string;
  brandSoft: string;
  onBrand: string;
  bubbleVisitor: string;
  bubbleHouse: string;
  active: string;
  activeSoft: string;
  waiting: string;
  waitingSoft: string;
  waitingDot: string;
  danger: string;
  dangerSoft: string;
  closed: string;
  closedSoft: string;
  bot: string;
  botSoft: string;
  note: string;
  noteSoft: string;
  shade: string;
}

export const light: Palette = {
  canvas: '#f5f7f6',
  surface: '#ffffff',
  sunken: '#eff2f0',
  raised: '#ffffff',
  hover: '#f2f5f3',
  text: '#19211d',
  textSecond: '#4d5953',
  textThird: '#5f6a65',
  line: '#e4e9e6',
  lineStrong: '#cdd5d1',
  brand: '#1a7f5a',
  brandHover: '#15694a',
  brandSoft: '#e4f2eb',
  onBrand: '#ffffff',
  bubbleVisitor: '#ffffff',
  bubbleHouse: '#e2ede8',
  active: '#1a7552',
  activeSoft: '#e4f2eb',
  waiting: '#8a5a00',
  waitingSoft: '#fdf2db',
  waitingDot: '#d08700',
  danger: '#bd3128',
  dangerSoft: '#fdecea',
  closed: '#5d6863',
  closedSoft: '#eceff0',
  bot: '#6246b5',
  botSoft: '#efebfb',
  note: '#6b5200',
  noteSoft: '#fff5d1',
  shade: 'rgba(16, 28, 22, 0.45)',
};

export const dark: Palette = {
  canvas: '#111513',
  surface: '#171c1a',
  sunken: '#0e1110',
  raised: '#212826',
  hover: '#1e2522',
  text: '#e6ece9',
  textSecond: '#aab5b0',
  textThird: '#939e99',
  line: '#272e2b',
  lineStrong: '#3a4440',
  brand: '#3fb68b',
  brandHover: '#58c79f',
  brandSoft: '#163328',
  onBrand: '#05231a',
  bubbleVisitor: '#212826',
  bubbleHouse: '#1b382d',
  active: '#4fbf96',
  activeSoft: '#163328',
  waiting: '#e2ab48',
  waitingSoft: '#33290f',
  waitingDot: '#e2ab48',
  danger: '#f3867b',
  dangerSoft: '#3b1d1a',
  closed: '#96a19c',
  closedSoft: '#242a28',
  bot: '#b3a0f3',
  botSoft: '#2a2440',
  note: '#e6cb74',
  noteSoft: '#35300f',
  shade: 'rgba(0, 0, 0, 0.6)',
};

/** Measures that style sheets share. Spacing goes in steps of 4. */
export const measures = {
  'space-1': '4px',
  'space-2': '8px',
  'space-3': '12px',
  'space-4': '16px',
  'space-5': '20px',
  'space-6': '24px',
  'space-8': '32px',
  'space-12': '48px',
  'radius-small': '6px',
  radius: '8px',
  'radius-bubble': '12px',
  'radius-large': '16px',
  'text-meta': '12px',
  'text-list': '13px',
  'text-base': '14px',
  'text-lead': '16px',
  'text-title': '20px',
  'text-display': '26px',
  'line-height': '1.5',
  'rail-width': '56px',
  'list-width': '300px',
  'panel-width': '320px',
  'head-height': '56px',
  'row-height': '76px',
  'motion-fast': '120ms',
  font: "system-ui, -apple-system, 'PingFang SC', 'HarmonyOS Sans SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', 'Segoe UI', Roboto, sans-serif",
  'font-code': "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace",
} as const;

/** The dots of tags: seen on every ground, and never without a word. */
export const tagColors = {
  tagGrey: '#8a9590',
  tagRed: '#e5484d',
  tagOrange: '#f2711c',
  tagYellow: '#d9a005',
  tagGreen: '#30a46c',
  tagTeal: '#12a594',
  tagBlue: '#3e7bfa',
  tagPurple: '#8e4ec6',
  tagPink: '#e93d82',
} as const;

/** Where the layout changes, in CSS pixels. Media queries cannot read custom properties, so they repeat these. */
export const breakpoints = { phone: 900, wide: 1280 } as const;

export type { Palette };
