import type { PluginDetail, PluginLogLine } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { RotateCw, ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { Failure } from '../../../components/failure.tsx';
import { Notice } from '../../../components/notice.tsx';
import { SkeletonLine } from '../../../components/skeleton.tsx';
import { absoluteTime } from '../../../lib/moment.ts';
import { logLevels, type PluginSearch } from '../plugin-search.ts';
import { pluginLogsQuery } from '../plugins.ts';
import { logTime } from './log-time.ts';

interface LogsTabProps {
  plugin: PluginDetail;
  level: PluginSearch['level'];
}

/** What it wrote, what its process printed, and what the desk did with it: newest first. */
export const LogsTab = ({ plugin, level }: LogsTabProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const list = useInfiniteQuery(pluginLogsQuery(plugin.id, level ? { level } : {}));
  const lines = list.data?.pages.flatMap((page) => page.items);
  const choose = (next: PluginSearch['level']) =>
    void navigate({
      to: '/system/plugins/$pluginId',
      params: { pluginId: plugin.id },
      search: { tab: 'logs', ...(next && { level: next }) },
    });
  return (
    <section className="plugin-card" aria-label={t('plugins.tabs.logs')}>
      <div className="plugin-bar">
        <Select
          aria-label={t('plugins.logs.level')}
          value={level ?? 'debug'}
          onChange={(next) => choose(next === 'debug' ? undefined : next)}
          options={logLevels.map((value) => ({ value, label: t(`plugins.logs.levels.${value}`) }))}
        />
        <Button icon={<RotateCw size={14} />} loading={list.isFetching} onClick={() => void list.refetch()}>
          {t('plugins.logs.refresh')}
        </Button>
      </div>
      {list.isError && !lines ? (
        <Failure title={t('plugins.logs.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
      ) : lines?.length === 0 ? (
        <Notice icon={ScrollText} title={t('plugins.logs.empty')} text={t('plugins.logs.emptyText')} />
      ) : (
        <ol className="plugin-log">
          {lines?.map((line) => <LogLine key={line.id} line={line} />) ?? <SkeletonLine width="70%" />}
        </ol>
      )}
      {list.hasNextPage ? (
        <Button className="table-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </section>
  );
};

const LogLine = ({ line }: { line: PluginLogLine }) => {
  const { t, i18n } = useTranslation();
  const { at, level, source, node, message, fields } = line;
  const moment = Date.parse(at);
  return (
    <li className={`plugin-log-${level}`}>
      <time dateTime={at} title={absoluteTime(moment, i18n.language)}>
        {logTime(moment, Date.now(), i18n.language)}
      </time>
      <span className="plugin-log-level">{t(`plugins.logs.short.${level}`)}</span>
      <span className="plugin-log-words">
        {message}
        {fields && Object.keys(fields).length > 0 ? <code>{JSON.stringify(fields)}</code> : null}
        <small>
          {t(`plugins.logs.sources.${source}`)} · {node}
        </small>
      </span>
    </li>
  );
};
