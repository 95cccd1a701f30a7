const paths = {
  chat: 'M5.5 3.5h9a2.5 2.5 0 0 1 2.5 2.5v5.5a2.5 2.5 0 0 1-2.5 2.5H8l-4 3v-3.5A2.5 2.5 0 0 1 3 11.5V6a2.5 2.5 0 0 1 2.5-2.5Z',
  close: 'm5 5 10 10M15 5 5 15',
  open: 'M11.5 3.5h5v5M16.5 3.5l-7 7M14.5 11.5v3a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2h3',
  down: 'm5 8 5 5 5-5',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  send: 'M10 16V4.5M5 9.5l5-5 5 5',
  emoji: 'M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0ZM7 12c.7 1 1.7 1.5 3 1.5s2.3-.5 3-1.5M7.7 8h.01M12.3 8h.01',
  image:
    'M4.5 3.5h11a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 15V5a1.5 1.5 0 0 1 1.5-1.5ZM3 13.5l3.5-3.5 3 3 2-2 5.5 5M12.5 7.5h.01',
  file: 'm16 9.5-5.6 5.6a3.7 3.7 0 0 1-5.2-5.2L11 4.1a2.450 2.450 0 0 1 3.5 3.5l-5.7 5.7a1.250 1.250 0 0 1-1.8-1.8l5.2-5.2',
  document: 'M11.5 2.5h-5A1.5 1.5 0 0 0 5 4v12a1.5 1.5 0 0 0 1.5 1.5h7A1.5 1.5 0 0 0 15 16V6l-3.5-3.5ZM11.5 2.5V6H15',
  bell: 'M5 8.5a5 5 0 0 1 10 0c0 4 1.5 5 1.5 5h-13s1.5-1 1.5-5ZM8.5 16.5a1.7 1.7 0 0 0 3 0',
  end: 'M8 3.5H5A1.5 1.5 0 0 0 3.5 5v10A1.5 1.5 0 0 0 5 16.5h3M8 10h8.5M13 6.5l3.5 3.5-3.5 3.5',
  warning: 'M10 6.5v4M10 13.5h.01M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0Z',
  check: 'm4.5 10.5 3.5 3.5 7.5-8',
} as const;

export type IconName = keyof typeof paths;

/** Decoration: the button or the line around it has the words. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg class={`icon icon-${name}`} viewBox="0 0 20 20" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
);
