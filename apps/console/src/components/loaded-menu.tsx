import { type MenuProps as AntMenuProps, Dropdown } from 'antd';
import { Check } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { MenuEntry, MenuGroup, MenuProps } from './menu-entries.ts';
import './menu.css';

type AntItem = NonNullable<AntMenuProps['items']>[number];

const entryItem = (entry: MenuEntry, leave: () => void): AntItem => ({
  key: entry.key,
  danger: entry.danger === true,
  icon: entry.icon ? <span className="menu-icon">{entry.icon}</span> : undefined,
  label: (
    <span className="menu-entry">
      <span>
        {entry.label}
        {entry.detail ? <small>{entry.detail}</small> : null}
      </span>
      {entry.checked ? <Check size={14} role="img" aria-label="✓" /> : null}
    </span>
  ),
  // The open menu holds the focus: first let it close.
  onClick: () =>
    setTimeout(() => {
      leave();
      entry.onSelect();
    }),
});

const groupItem = (group: MenuGroup, leave: () => void): AntItem => ({
  key: group.key,
  type: 'group',
  label: group.title,
  children: group.entries.map((entry) => entryItem(entry, leave)),
});

const itemsOf = (groups: MenuGroup[], leave: () => void): AntItem[] =>
  groups.flatMap((group, at): AntItem[] => [
    ...(at > 0 ? [{ key: `${group.key}-line`, type: 'divider' } as const] : []),
    ...(group.title ? [groupItem(group, leave)] : group.entries.map((entry) => entryItem(entry, leave))),
  ]);

const LoadedMenu = ({ children, groups, placement = 'topLeft' }: MenuProps) => {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLElement>(null);
  // It was fetched because somebody wanted it open; its place is known only once its button stands.
  useEffect(() => setOpen(true), []);
  return (
    <Dropdown
      // The entry that was chosen goes away; what it opens must find its way back to the button.
      menu={{ items: itemsOf(groups, () => button.current?.focus()) }}
      trigger={['click']}
      placement={placement}
      open={open}
      onOpenChange={setOpen}
      getPopupContainer={(trigger) => {
        button.current = trigger;
        return trigger.parentElement ?? document.body;
      }}
      autoFocus
      destroyOnHidden
    >
      {children}
    </Dropdown>
  );
};

export default LoadedMenu;
