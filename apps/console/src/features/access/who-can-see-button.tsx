import { Button } from 'antd';
import { Eye } from 'lucide-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may, useAccount } from '../../app/session.ts';
import { OnDemand } from '../../components/on-demand.tsx';
import type { Thing } from './access.ts';

const WhoCanSee = lazy(() => import('./who-can-see.tsx').then((part) => ({ default: part.WhoCanSee })));

interface WhoCanSeeButtonProps extends Thing {
  /** As people call it. */
  name: string;
}

/** Opens the answer to "who can see this?", for whoever may ask. */
export const WhoCanSeeButton = ({ subject, id, name }: WhoCanSeeButtonProps) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (!may(useAccount(), 'access:explain')) return null;
  return (
    <>
      <Button icon={<Eye size={14} />} onClick={() => setOpen(true)}>
        {t('access.ask')}
      </Button>
      {open ? (
        <OnDemand>
          <WhoCanSee thing={{ subject, id }} name={name} onClose={() => setOpen(false)} />
        </OnDemand>
      ) : null}
    </>
  );
};
