import type { Wall, WatchedConversation } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { Eye, EyeOff, MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { Elapsed } from '../../components/time.tsx';
import { classNames } from '../../lib/class-names.ts';
import { StateTag } from '../conversation/state-tag.tsx';
import { usePreviewText } from '../inbox/preview-text.ts';
import { watchedQuery } from './acts.ts';
import type { SupervisionSearch } from './supervision-search.ts';

interface ConversationListProps {
  wall: Wall | undefined;
  search: SupervisionSearch;
  onFilter: (part: { [K in keyof SupervisionSearch]?: SupervisionSearch[K] | undefined }) => void;
  onWatch: (conversationId: string) => void;
}

const LONGER = [5, 15, 30, 60];
const UNANSWERED = [30, 60, 120, 300];

const Filters = ({ wall, search, onFilter }: Omit<ConversationListProps, 'onWatch'>) => {
  const { t } = useTranslation();
  return (
    <search className="watched-filters" aria-label={t('supervision.filters.title')}>
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('supervision.filters.agent')}
        aria-label={t('supervision.filters.agent')}
        value={search.agent ?? null}
        options={wall?.agents.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        onChange={(agent) => onFilter({ agent: agent ?? undefined })}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('supervision.filters.group')}
        aria-label={t('supervision.filters.group')}
        value={search.group ?? null}
        options={wall?.groups.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        onChange={(group) => onFilter({ group: group ?? undefined })}
      />
      <Select
        allowClear
        placeholder={t('supervision.filters.longer')}
        aria-label={t('supervision.filters.longer')}
        value={search.longer ?? null}
        options={LONGER.map((value) => ({ value, label: t('supervision.filters.longerThan', { minutes: value }) }))}
        onChange={(longer) => onFilter({ longer: longer ?? undefined })}
      />
      <Select
        allowClear
        placeholder={t('supervision.filters.unanswered')}
        aria-label={t('supervision.filters.unanswered')}
        value={search.unanswered ?? null}
        options={UNANSWERED.map((value) => ({
          value,
          label: t('supervision.filters.unansweredFor', { seconds: value }),
        }))}
        onChange={(unanswered) => onFilter({ unanswered: unanswered ?? undefined })}
      />
    </search>
  );
};

const Row = ({ row, watched, onWatch }: { row: WatchedConversation; watched: boolean; onWatch: () => void }) => {
  const { t } = useTranslation();
  const preview = usePreviewText();
  return (
    <li>
      <button
        type="button"
        className={classNames('watched-row', watched && 'watched-row-on')}
        aria-pressed={watched}
        onClick={onWatch}
        data-conversation={row.id}
      >
        {watched ? <Eye size={16} aria-hidden="true" /> : <EyeOff size={16} aria-hidden="true" />}
        <span className="watched-words">
          <span className="watched-line">
            <strong>{row.visitor.name}</strong>
            <Elapsed since={row.waitingSince ?? row.createdAt} className="number" />
          </span>
          <span className="watched-preview">{preview(row)}</span>
          <span className="watched-line">
            <small>
              {row.agent?.name ?? t('supervision.nobody')} · {row.skillGroup.name}
            </small>
            {row.state === 'waiting' ? <StateTag state={row.state} /> : null}
            {row.state === 'active' && row.unansweredSince ? (
              <small className="watched-unanswered">
                {t('supervision.unansweredSince')} <Elapsed since={row.unansweredSince} className="number" />
              </small>
            ) : null}
          </span>
        </span>
      </button>
    </li>
  );
};

/** What goes on now, the oldest first; a click watches it. */
export const ConversationList = ({ wall, search, onFilter, onWatch }: ConversationListProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const list = useInfiniteQuery(watchedQuery(search));
  const rows = list.data?.pages.flatMap((page) => page.items);
  const watched = search.watch ?? [];
  return (
    <div className="watched">
      <Filters wall={wall} search={search} onFilter={onFilter} />
      {list.isError && !rows ? (
        <Failure title={t('supervision.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
      ) : rows?.length === 0 ? (
        <Notice
          icon={MessagesSquare}
          title={t('supervision.noConversations')}
          text={t('supervision.noConversationsText')}
        />
      ) : (
        <ul className="watched-list scroll" aria-busy={!rows}>
          {rows?.map((row) => (
            <Row key={row.id} row={row} watched={watched.includes(row.id)} onWatch={() => onWatch(row.id)} />
          )) ??
            ['a', 'b', 'c'].map((key) => (
              <li key={key} className="watched-row">
                <SkeletonLine width="70%" />
              </li>
            ))}
          {list.hasNextPage ? (
            <li>
              <Button block type="text" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {t('common.more')}
              </Button>
            </li>
          ) : null}
        </ul>
      )}
    </div>
  );
};
