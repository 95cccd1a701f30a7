import { Button } from 'antd';
import { Hand, MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { serves, useAccount } from '../../app/session.ts';
import { Notice } from '../../components/notice.tsx';
import { useTakeFirst } from './take-first.ts';

/** What stands in the middle while no conversation is open: how to begin. */
export const NothingOpen = ({ onOpen }: { onOpen: (conversationId: string) => void }) => {
  const { t } = useTranslation();
  const account = useAccount();
  const { waiting, taking, takeFirst } = useTakeFirst(onOpen);
  return (
    <section className="workbench-nothing">
      <Notice icon={MessagesSquare} title={t('workbench.nothing')} text={t('workbench.nothingText')}>
        {waiting > 0 && serves(account) ? (
          <Button type="primary" icon={<Hand size={16} />} loading={taking} onClick={takeFirst}>
            {t('workbench.takeFirst')}
          </Button>
        ) : null}
      </Notice>
    </section>
  );
};
