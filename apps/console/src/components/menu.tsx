import { cloneElement, lazy, Suspense, useState } from 'react';
import type { MenuProps } from './menu-entries.ts';

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
