import type { InboxView } from '@cskefu/contract';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { MessagesSquare } from 'lucide-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { Notice } from '../../components/notice.tsx';
import { OnDemand } from '../../components/on-demand.tsx';
import { ResizeHandle } from '../../components/resize-handle.tsx';
import { usePhoneWidth, useWideWidth } from '../../lib/media.ts';
import { useStored } from '../../lib/stored.ts';
import { measures } from '../../theme/tokens.ts';
import { AttachmentsProvider } from '../conversation/composer/attachments-context.tsx';
import { SidePanel } from '../conversation/side-panel.tsx';
import { InboxPanel } from '../inbox/inbox-panel.tsx';
import { NothingOpen } from './nothing-open.tsx';
import { ThreadColumn } from './thread-column.tsx';
import { useColumns } from './use-columns.ts';
import { useWorkbenchKeys } from './workbench-keys.ts';
import './workbench-page.css';

const Dialog = lazy(() => import('../../components/dialog.tsx').then((module) => ({ default: module.Dialog })));

const px = (measure: string) => Number.parseInt(measure, 10);
const LIST = { min: 240, max: 480, start: px(measures['list-width']) };
const PANEL = { min: 260, max: 480, start: px(measures['panel-width']) };

/** The agent's place of work: the list, the thread, and who one is talking to. */
export const WorkbenchPage = () => {
  const { t } = useTranslation();
  const account = useAccount();
  if (!may(account, 'conversations:read')) {
    return <Notice icon={MessagesSquare} title={t('workbench.forbidden')} text={t('workbench.forbiddenText')} />;
  }
  return (
    <AttachmentsProvider>
      <Columns />
    </AttachmentsProvider>
  );
};

const Columns = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { conversationId } = useParams({ strict: false });
  const { view = 'mine' } = useSearch({ strict: false }) as { view?: InboxView };
  const phone = usePhoneWidth();
  const wide = useWideWidth();
  const [listWidth, setListWidth] = useStored('cskefu.list-width', LIST.start);
  const [panelWidth, setPanelWidth] = useStored('cskefu.panel-width', PANEL.start);
  const [drawer, setDrawer] = useState(false);
  usePageTitle(conversationId ? null : `${t('workbench.title')} · ${t('app.name')}`);

  const showView = (next: InboxView) =>
    void (conversationId && !phone
      ? navigate({
          to: '/workbench/$conversationId',
          params: { conversationId },
          search: { view: next },
          replace: true,
        })
      : navigate({ to: '/workbench', search: { view: next }, replace: true }));
  const back = () => void navigate({ to: '/workbench', search: { view } });
  const open = (id: string) =>
    void navigate({ to: '/workbench/$conversationId', params: { conversationId: id }, search: { view: 'mine' } });
  const columns = useColumns(conversationId);
  const panelBeside = wide && columns.panelBeside;
  useWorkbenchKeys({ openId: conversationId, onView: showView, onBack: back, onOpen: open });

  return (
    <main className={conversationId ? 'workbench workbench-open' : 'workbench'}>
      <h1 className="visually-hidden">{t('workbench.title')}</h1>
      <div className="workbench-list" style={phone ? undefined : { width: listWidth }}>
        <InboxPanel view={view} openId={conversationId} onView={showView} onBeside={columns.openBeside} />
      </div>
      {phone ? null : (
        <ResizeHandle
          label={t('workbench.resizeList')}
          column="before"
          width={listWidth}
          {...LIST}
          onResize={setListWidth}
        />
      )}
      {conversationId ? (
        columns.ids.map((id) => (
          <ThreadColumn
            key={id}
            conversationId={id}
            focused={id === conversationId}
            several={columns.several}
            onFocus={() => columns.focus(id)}
            onBack={back}
            onPanel={panelBeside ? null : () => setDrawer(true)}
            onClose={columns.several ? () => columns.close(id) : null}
          />
        ))
      ) : phone ? null : (
        <NothingOpen onOpen={open} />
      )}
      {conversationId && panelBeside ? (
        <>
          <ResizeHandle
            label={t('workbench.resizePanel')}
            column="after"
            width={panelWidth}
            {...PANEL}
            onResize={setPanelWidth}
          />
          <aside className="workbench-panel scroll" style={{ width: panelWidth }} aria-label={t('panel.title')}>
            <SidePanel conversationId={conversationId} />
          </aside>
        </>
      ) : null}
      {conversationId && drawer && !panelBeside ? (
        <OnDemand>
          <Dialog kind="drawer" title={t('panel.title')} onClose={() => setDrawer(false)}>
            <SidePanel conversationId={conversationId} />
          </Dialog>
        </OnDemand>
      ) : null}
    </main>
  );
};
