import type { Tag } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Popconfirm } from 'antd';
import { Combine, Pencil, Plus, Search, Tags as TagsIcon, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Failure } from '../../components/failure.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { toast } from '../../components/toaster.tsx';
import { useDebounced } from '../../lib/debounced.ts';
import { Forbidden } from '../administration/forbidden.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { TagChips } from './tag-chips.tsx';
import { TagDialog } from './tag-dialog.tsx';
import { tagsQuery, useDeleteTag } from './tags.ts';
import '../records/records-page.css';

/** The tags of one's part of the tree. */
export const TagsPage = () => {
  const { t } = useTranslation();
  usePageTitle(`${t('tags.title')} · ${t('app.name')}`);
  return may(useAccount(), 'tags:write') ? <TagList /> : <Forbidden page={t('tags.title')} />;
};

type Open = { act: 'edit'; tag: Tag | null } | { act: 'merge'; tag: Tag } | null;

const TagList = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState<Open>(null);
  const search = useDebounced(typed.trim());
  const list = useInfiniteQuery(tagsQuery(search));
  const rows = list.data?.pages.flatMap((page) => page.items);
  const columns = useColumns(setOpen);
  return (
    <Page title={t('tags.title')} lead={t('tags.lead')}>
      <div className="records-bar">
        <Input
          allowClear
          maxLength={30}
          prefix={<Search size={14} aria-hidden="true" />}
          placeholder={t('tags.search')}
          aria-label={t('tags.search')}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="primary" icon={<Plus size={14} />} onClick={() => setOpen({ act: 'edit', tag: null })}>
          {t('tags.add')}
        </Button>
      </div>
      {list.isError && !list.data ? (
        <Failure title={t('tags.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
      ) : rows?.length === 0 ? (
        <Notice
          icon={TagsIcon}
          title={t(search ? 'tags.noHit' : 'tags.empty')}
          text={search ? '' : t('tags.emptyText')}
        />
      ) : (
        <DataTable label={t('tags.title')} columns={columns} rows={rows} rowKey={({ id }) => id} />
      )}
      {list.hasNextPage ? (
        <Button className="table-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
      {open?.act === 'edit' ? <TagDialog tag={open.tag} onClose={() => setOpen(null)} /> : null}
      {open?.act === 'merge' ? <MergeDialog tag={open.tag} onClose={() => setOpen(null)} /> : null}
    </Page>
  );
};

const useColumns = (onOpen: (open: Open) => void): Column<Tag>[] => {
  const { t } = useTranslation();
  return [
    { key: 'name', title: t('tags.name'), render: (tag) => <TagChips tags={[tag]} /> },
    { key: 'unit', title: t('tags.unit'), render: ({ orgUnit }) => orgUnit.name },
    {
      key: 'used',
      title: t('tags.used'),
      render: ({ conversations, contacts }) => t('tags.usedTimes', { conversations, contacts }),
    },
    { key: 'acts', title: t('tags.acts'), quiet: true, render: (tag) => <TagActs tag={tag} onOpen={onOpen} /> },
  ];
};

const TagActs = ({ tag, onOpen }: { tag: Tag; onOpen: (open: Open) => void }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const remove = useDeleteTag();
  const { name } = tag;
  return (
    <span className="records-acts">
      <IconButton
        label={t('tags.changeOne', { name })}
        icon={<Pencil size={16} />}
        onClick={() => onOpen({ act: 'edit', tag })}
      />
      <IconButton
        label={t('tags.mergeOne', { name })}
        icon={<Combine size={16} />}
        onClick={() => onOpen({ act: 'merge', tag })}
      />
      <Popconfirm
        title={t('tags.deleteAsk', { name })}
        description={t('tags.deleteText', { count: tag.conversations + tag.contacts })}
        okText={t('tags.delete')}
        cancelText={t('common.cancel')}
        okButtonProps={{ danger: true }}
        onConfirm={() => remove.mutate(tag.id, { onError: (error) => toast('bad', errorText(error)) })}
      >
        <IconButton
          danger
          label={t('tags.deleteOne', { name })}
          icon={<Trash2 size={16} />}
          loading={remove.isPending}
        />
      </Popconfirm>
    </span>
  );
};
