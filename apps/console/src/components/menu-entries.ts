import type { ReactElement } from 'react';

export interface MenuEntry {
  key: string;
  label: string;
  /** A word on what it does. */
  detail?: string;
  icon?: ReactElement;
  checked?: boolean;
  danger?: boolean;
  onSelect: () => void;
}

export interface MenuGroup {
  key: string;
  title?: string;
  entries: MenuEntry[];
}

/** What a menu gives to its button. */
export interface TriggerProps {
  onClick?: () => void;
  onPointerEnter?: () => void;
  onFocus?: () => void;
  'aria-haspopup'?: 'menu';
}

export interface MenuProps {
  /** The button that opens the menu. */
  children: ReactElement<TriggerProps>;
  groups: MenuGroup[];
  placement?: 'topLeft' | 'bottomLeft' | 'bottomRight' | 'topRight';
}
