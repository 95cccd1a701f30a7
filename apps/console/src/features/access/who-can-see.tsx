import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { may, useAccount } from '../../app/session.ts';
import type { Thing } from './access.ts';
import { SeerList } from './seer-list.tsx';
import { WhyNot } from './why-not.tsx';
import './access.css';

interface WhoCanSeeProps {
  thing: Thing;
  name: string;
  onClose: () => void;
}

/** Who can see a thing, and why somebody cannot. */
export const WhoCanSee = ({ thing, name, onClose }: WhoCanSeeProps) => {
  const { t } = useTranslation();
  const account = useAccount();
  return (
    <Drawer open size="min(460px, 100vw)" title={t('access.title', { name })} onClose={onClose}>
      <SeerList thing={thing} />
      {may(account, 'accounts:read') ? <WhyNot thing={thing} /> : null}
    </Drawer>
  );
};
