import { Button } from 'antd';
import { Forward } from 'lucide-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OnDemand } from '../../../components/on-demand.tsx';
import { useHotkeys } from '../../../lib/hotkeys.ts';
import { usePhoneWidth } from '../../../lib/media.ts';

const TransferDialog = lazy(() => import('./transfer-dialog.tsx'));

/** Hands the conversation over to somebody else. */
export const TransferButton = ({ conversationId }: { conversationId: string }) => {
  const { t } = useTranslation();
  const phone = usePhoneWidth();
  const [open, setOpen] = useState(false);
  useHotkeys({ T: () => setOpen(true) });
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
