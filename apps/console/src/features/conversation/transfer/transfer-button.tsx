import { Button } from 'antd';
import { Forward } from 'lucide-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../../app/actions/registry.ts';
import { OnDemand } from '../../../components/on-demand.tsx';
import { useIsFocused, useNarrowThread } from '../thread-context.tsx';

const TransferDialog = lazy(() => import('./transfer-dialog.tsx'));

/** Hands the conversation over to somebody else. */
export const TransferButton = ({ conversationId }: { conversationId: string }) => {
  const { t } = useTranslation();
  const phone = useNarrowThread();
  const [open, setOpen] = useState(false);
  useActions({ transfer: () => setOpen(true) }, useIsFocused());
  return (
    <>
      <Button
        icon={<Forward size={16} />}
        onClick={() => setOpen(true)}
        title={`${t('transfer.act')} (Shift+T)`}
        aria-label={t('transfer.act')}
        aria-haspopup="dialog"
      >
        {phone ? null : t('transfer.act')}
      </Button>
      {open ? (
        <OnDemand>
          <TransferDialog conversationId={conversationId} onClose={() => setOpen(false)} />
        </OnDemand>
      ) : null}
    </>
  );
};
