import type { InboxView } from '@cskefu/contract';
import { Button } from 'antd';
import { AlarmClock, Archive, Coffee, ExternalLink, MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { serves, useAccount } from '../../app/session.ts';
import { Notice } from '../../components/notice.tsx';
import { usePresence, useSetPresence } from '../presence/presence.ts';

interface InboxEmptyProps {
  view: InboxView;
  waiting: number;
  onView: (view: InboxView) => void;
}

const icons = { mine: MessagesSquare, snoozed: AlarmClock, waiting: Coffee, closed: Archive } as const;

/** Why there is nothing here, and what to do next. */
export const InboxEmpty = ({ view, waiting, onView }: InboxEmptyProps) => {
  const { t } = useTranslation();
  return (
    <div className="inbox-empty scroll">
      <Notice icon={icons[view]} title={t(`inbox.empty.${view}.title`)} text={t(`inbox.empty.${view}.text`)}>
        {view === 'mine' ? <FirstAct waiting={waiting} onView={onView} /> : null}
      </Notice>
    </div>
  );
};

const FirstAct = ({ waiting, onView }: Pick<InboxEmptyProps, 'waiting' | 'onView'>) => {
  const { t } = useTranslation();
  const account = useAccount();
  const presence = usePresence();
  const setPresence = useSetPresence();
  if (waiting > 0) {
    return (
      <Button type="primary" onClick={() => onView('waiting')}>
        {t('inbox.empty.seeWaiting', { count: waiting })}
      </Button>
    );
  }
  return (
    <>
      {serves(account) && (presence === 'away' || presence === 'busy') ? (
        <Button type="primary" loading={setPresence.isPending} onClick={() => setPresence.mutate({ state: 'ready' })}>
          {t('inbox.empty.becomeReady')}
        </Button>
      ) : null}
      <Button href="/testclient.html" target="_blank" icon={<ExternalLink size={14} />}>
        {t('inbox.empty.tryAsVisitor')}
      </Button>
    </>
  );
};
