import { useTranslation } from 'react-i18next';
import { may, useAccount } from '../../app/session.ts';
import { Dialog } from '../../components/dialog.tsx';
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
    <Dialog kind="drawer" title={t('access.title', { name })} onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape closes this, not also the drawer that it was opened from */}
      <div className="access-dialog" onKeyDown={(event) => event.key === 'Escape' && event.stopPropagation()}>
        <SeerList thing={thing} />
        {may(account, 'accounts:read') ? <WhyNot thing={thing} /> : null}
      </div>
    </Dialog>
  );
};
