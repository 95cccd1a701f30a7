import { cloneElement, lazy, useState } from 'react';
import type { MenuProps } from './menu-entries.ts';
import { OnDemand } from './on-demand.tsx';

const loadMenu = () => import('./loaded-menu.tsx');
const LoadedMenu = lazy(loadMenu);
/** Ahead of the click. If it fails, the click will say so. */
const fetchMenu = () => void loadMenu().catch(() => undefined);

/** Menus open seldom and are a tenth of all code: theirs is fetched when somebody reaches for one. */
export const Menu = (props: MenuProps) => {
  const [wanted, setWanted] = useState(false);
  const trigger = cloneElement(props.children, {
    'aria-haspopup': 'menu',
    onPointerEnter: fetchMenu,
    onFocus: fetchMenu,
    onClick: () => setWanted(true),
  });
  if (!wanted) return trigger;
  return (
    <OnDemand fallback={props.children}>
      <LoadedMenu {...props} />
    </OnDemand>
  );
};
