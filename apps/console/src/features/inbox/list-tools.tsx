import type { Conversation } from '@cskefu/contract';
import { Link } from '@tanstack/react-router';
import { Bookmark, ListFilter, Search, X } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../app/actions/registry.ts';
import { Menu } from '../../components/menu.tsx';
import type { MenuGroup } from '../../components/menu-entries.ts';
import { type Arrangement, isArranged, listOrders } from './arrange.ts';
import './list-tools.css';

interface ListToolsProps {
  /** All rows of the list: what can be chosen follows from them. */
  rows: readonly Conversation[];
  arrangement: Arrangement;
  text: string;
  onArrange: (arrangement: Arrangement) => void;
  onText: (text: string) => void;
}

const unique = <T extends { id: string | number; name: string }>(all: readonly T[]): T[] => [
  ...new Map(all.map((one) => [one.id, one])).values(),
];

/** Words to look for in the list, its order, and of which channel and skill group it shows. */
export const ListTools = ({ rows, arrangement, text, onArrange, onText }: ListToolsProps) => {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  useActions({ find: () => field.current?.focus() });
  const { order, channelId, skillGroupId, tagId = null } = arrangement;
  const channels = unique(rows.map(({ channel }) => channel));
  const skillGroups = unique(rows.map(({ skillGroup }) => skillGroup));
  const tags = unique(rows.flatMap((row) => row.tags));
  const choice = <T extends string | number>(
    key: 'channel' | 'skillGroup' | 'tag',
    all: readonly { id: T; name: string }[],
    chosen: T | null,
    choose: (id: T | null) => void,
  ): MenuGroup[] =>
    all.length < (key === 'tag' ? 1 : 2) && chosen === null
      ? []
      : [
          {
            key,
            title: t(`listTools.${key}`),
            entries: [{ id: null, name: t('listTools.all') }, ...all].map(({ id, name }) => ({
              key: `${key}-${id}`,
              label: name,
              checked: id === chosen,
              onSelect: () => choose(id),
            })),
          },
        ];
  const groups: MenuGroup[] = [
    {
      key: 'order',
      title: t('listTools.order'),
      entries: listOrders.map((one) => ({
        key: one,
        label: t(`listTools.orders.${one}`),
        checked: one === order,
        onSelect: () => onArrange({ ...arrangement, order: one }),
      })),
    },
    ...choice('channel', channels, channelId, (id) => onArrange({ ...arrangement, channelId: id })),
    ...choice('skillGroup', skillGroups, skillGroupId, (id) => onArrange({ ...arrangement, skillGroupId: id })),
    ...choice('tag', tags, tagId, (id) => onArrange({ ...arrangement, tagId: id })),
  ];
  const arranged = isArranged(arrangement, '');
  return (
    <div className="list-tools">
      <label className="list-tools-field">
        <Search size={14} aria-hidden="true" />
        <input
          ref={field}
          type="search"
          value={text}
          maxLength={60}
          aria-label={t('listTools.find')}
          placeholder={t('listTools.find')}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            if (text) onText('');
            else event.currentTarget.blur();
          }}
        />
        {text ? (
          <button type="button" aria-label={t('listTools.clear')} onClick={() => onText('')}>
            <X size={14} aria-hidden="true" />
          </button>
        ) : null}
      </label>
      <Menu groups={groups} placement="bottomRight">
        <button
          type="button"
          className={arranged ? 'list-tools-button list-tools-on' : 'list-tools-button'}
          aria-label={t(arranged ? 'listTools.arranged' : 'listTools.arrange')}
          title={t('listTools.arrange')}
        >
          <ListFilter size={16} aria-hidden="true" />
        </button>
      </Menu>
      <Link to="/marked" className="list-tools-button" aria-label={t('marks.page')} title={t('marks.page')}>
        <Bookmark size={16} aria-hidden="true" />
      </Link>
    </div>
  );
};
