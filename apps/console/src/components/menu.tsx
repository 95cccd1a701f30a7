import { cloneElement, lazy, type ReactElement, Suspense, useState } from 'react';

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

const loadMenu = () => import('./loaded-menu.tsx');
const LoadedMenu = lazy(loadMenu);

/** Menus open seldom and are a tenth of all code: theirs is fetched when somebody reaches for one. */
export const Menu = (props: MenuProps) => {
  const [wanted, setWanted] = useState(false);
  const trigger = cloneElement(props.children, {
    'aria-haspopup': 'menu',
    onPointerEnter: () => void loadMenu(),
    onFocus: () => void loadMenu(),
    onClick: () => setWanted(true),
  });
  if (!wanted) return trigger;
  return (
    <Suspense fallback={props.children}>
      <LoadedMenu {...props} />
    </Suspense>
  );
};
