import type { Channel } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { ChevronRight, Plus, Radio, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { Moment } from '../../components/time.tsx';
import type { ChannelsSearch } from './channel-search.ts';
import { foundChannelsQuery } from './channels.ts';
import { EnabledTag } from './enabled-tag.tsx';
import { useKindWords } from './outside/kind-words.ts';
import { ChannelNotices } from './outside/notices.tsx';
import '../../components/row-list.css';
import './channels-page.css';

const ChannelRow = ({ channel }: { channel: Channel }) => {
  const kindWords = useKindWords();
  return (
    <li>
      <Link to="/channels/$channelId" params={{ channelId: channel.id }} className="row-link">
        <span
          className="channel-colour"
          style={channel.transport === 'live' ? { background: channel.settings.color } : undefined}
          aria-hidden="true"
        />
        <span className="row-words">
          <strong>{channel.name}</strong>
          <span>
            {kindWords(channel.type)} · <code>{channel.id}</code> · {channel.skillGroup.name} ·{' '}
            <Moment at={channel.createdAt} />
          </span>
        </span>
        <EnabledTag enabled={channel.enabled} />
        <ChevronRight size={16} aria-hidden="true" />
      </Link>
    </li>
  );
};

const skeletons = ['34%', '46%', '28%'];

export const ChannelsPage = () => {
  const { t } = useTranslation();
  usePageTitle(`${t('channels.title')} · ${t('app.name')}`);
  const navigate = useNavigate();
  const { search = '' } = useSearch({ strict: false }) as ChannelsSearch;
  const writes = may(useAccount(), 'channels:write');
  return (
    <Page
      title={t('channels.title')}
      lead={t('channels.lead')}
      acts={
        writes ? (
          <Button type="primary" icon={<Plus size={14} />} onClick={() => void navigate({ to: '/channels/new' })}>
            {t('channels.add')}
          </Button>
        ) : null
      }
    >
      <ChannelNotices />
      <SearchField
        className="channel-search"
        label={t('channels.search')}
        value={search}
        onSearch={(text) => void navigate({ to: '/channels', search: text ? { search: text } : {}, replace: true })}
      />
      <ChannelList search={search} />
    </Page>
  );
};

const ChannelList = ({ search }: { search: string }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const list = useInfiniteQuery(foundChannelsQuery(search));
  const channels = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {list.isError && !list.data ? (
        <Failure title={t('channels.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
      ) : list.data && channels.length === 0 ? (
        search ? (
          <Notice icon={Search} title={t('channels.none')} text={t('channels.noneText')} />
        ) : (
          <Notice icon={Radio} title={t('channels.empty')} text={t('channels.emptyText')} />
        )
      ) : (
        <ul className="row-list channel-list" aria-busy={list.isPending || list.isPlaceholderData}>
          {channels.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} />
          ))}
          {list.isPending
            ? skeletons.map((width) => (
                <li key={width} className="row-link">
                  <span className="row-words">
                    <SkeletonLine width={width} />
                    <SkeletonLine width="56%" thin />
                  </span>
                </li>
              ))
            : null}
        </ul>
      )}
      {list.hasNextPage ? (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </>
  );
};
