import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { Maximize, Minimize } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { classNames } from '../../lib/class-names.ts';
import { Forbidden } from '../administration/forbidden.tsx';
import { AgentTable } from './agent-table.tsx';
import { Alarms } from './alarms.tsx';
import { ConversationList } from './conversation-list.tsx';
import { GroupTable } from './group-table.tsx';
import { MOST_WATCHED, type SupervisionSearch, screens, supervisionSearch } from './supervision-search.ts';
import { useWall } from './wall.ts';
import { WallFigures } from './wall-figures.tsx';
import { WatchGrid } from './watch-grid.tsx';
import './supervision-page.css';
import './watch.css';

const PANEL = 'supervision-panel';

/** The supervisor's eyes and hands. The address says what is shown. */
export const SupervisionPage = () => {
  const { t } = useTranslation();
  if (!may(useAccount(), 'supervision:read')) return <Forbidden page={t('supervision.title')} />;
  return <Supervision />;
};

const Supervision = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as SupervisionSearch;
  const { screen = 'wall', tv = false, watch = [] } = search;
  const wall = useWall();
  usePageTitle(`${t('supervision.title')} · ${t('app.name')}`);

  const show = (part: { [K in keyof SupervisionSearch]?: SupervisionSearch[K] | undefined }) =>
    void navigate({ to: '/supervision', search: supervisionSearch({ ...search, ...part }), replace: 'watch' in part });
  const toggle = (id: string) =>
    show({ watch: watch.includes(id) ? watch.filter((one) => one !== id) : [...watch, id].slice(-MOST_WATCHED) });
  const tabs = screens.map((key) => ({ key, label: t(`supervision.views.${key}`) }));
  return (
    <main className={classNames('supervision', tv && 'supervision-tv')}>
      <header className="supervision-head">
        <h1>{t('supervision.title')}</h1>
        {tv ? null : (
          <TabBar
            label={t('supervision.title')}
            tabs={tabs}
            active={screen}
            panelId={PANEL}
            onSelect={(key) => show({ screen: key })}
          />
        )}
        <span className="supervision-space" />
        <TvButton tv={tv} onChange={(on) => show({ tv: on || undefined, screen: 'wall' })} />
      </header>
      {wall.isError && !wall.data ? (
        <WallFailed error={wall.error} onRetry={() => void wall.refetch()} />
      ) : screen === 'wall' || tv ? (
        <section id={PANEL} className="wall scroll" aria-label={t('supervision.views.wall')} aria-busy={!wall.data}>
          {wall.data ? (
            <>
              <Alarms wall={wall.data} />
              <WallFigures wall={wall.data} />
            </>
          ) : (
            <SkeletonLine width="60%" />
          )}
          <div className="wall-columns">
            <div>
              <div className="wall-section-head">
                <h2>{t('supervision.groups')}</h2>
              </div>
              <GroupTable wall={wall.data} onShow={(group) => show({ screen: 'conversations', group })} />
            </div>
            <div>
              <AgentTable wall={wall.data} onShow={(agent) => show({ screen: 'conversations', agent })} />
            </div>
          </div>
        </section>
      ) : (
        <section id={PANEL} className="watch" aria-label={t('supervision.views.conversations')}>
          <ConversationList wall={wall.data} search={search} onFilter={show} onWatch={toggle} />
          <WatchGrid watch={watch} onLeave={toggle} />
        </section>
      )}
    </main>
  );
};

const WallFailed = ({ error, onRetry }: { error: Error; onRetry: () => void }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  return <Failure title={t('supervision.failed')} text={errorText(error)} onRetry={onRetry} />;
};

/** The whole screen for the wall; leaving the full screen leaves this, too. */
const TvButton = ({ tv, onChange }: { tv: boolean; onChange: (on: boolean) => void }) => {
  const { t } = useTranslation();
  useEffect(() => {
    if (!tv) return;
    const heed = () => {
      if (!document.fullscreenElement) onChange(false);
    };
    document.addEventListener('fullscreenchange', heed);
    return () => document.removeEventListener('fullscreenchange', heed);
  }, [tv, onChange]);
  const change = () => {
    if (tv && document.fullscreenElement) void document.exitFullscreen();
    // A browser that forbids the full screen still shows the wall alone.
    else if (!tv) document.documentElement.requestFullscreen?.().catch(() => undefined);
    onChange(!tv);
  };
  return (
    <Button
      icon={tv ? <Minimize size={14} /> : <Maximize size={14} />}
      onClick={change}
      className="supervision-tv-button"
    >
      {tv ? t('supervision.tvOff') : t('supervision.tvOn')}
    </Button>
  );
};
