import { type MenuProps as AntMenuProps, Dropdown } from 'antd';
import { Check } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { MenuEntry, MenuGroup, MenuProps } from './menu-entries.ts';
import './menu.css';

type AntItem = NonNullable<AntMenuProps['items']>[number];

const entryItem = (entry: MenuEntry): AntItem => ({
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
  onClick: entry.onSelect,
});

const groupItem = (group: MenuGroup): AntItem => ({
  key: group.key,
  type: 'group',
  label: group.title,
  children: group.entries.map(entryItem),
});

const itemsOf = (groups: MenuGroup[]): AntItem[] =>
  groups.flatMap((group, at): AntItem[] => [
    ...(at > 0 ? [{ key: `${group.key}-line`, type: 'divider' } as const] : []),
    ...(group.title ? [groupItem(group)] : group.entries.map(entryItem)),
  ]);

const LoadedMenu = ({ children, groups, placement = 'topLeft' }: MenuProps) => {
  const [open, setOpen] = useState(false);
  // It was fetched because somebody wanted it open; its place is known only once its button stands.
  useEffect(() => setOpen(true), []);
  return (
    <Dropdown
      menu={{ items: itemsOf(groups) }}
      trigger={['click']}
      placement={placement}
      open={open}
      onOpenChange={setOpen}
      getPopupContainer={(button) => button.parentElement ?? document.body}
      autoFocus
      destroyOnHidden
    >
      {children}
    </Dropdown>
  );
};

export default LoadedMenu;
