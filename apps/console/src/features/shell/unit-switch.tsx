import { Tooltip } from 'antd';
import { Building2 } from 'lucide-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentUnit } from '../../app/current-unit.ts';
import { useAccount } from '../../app/session.ts';
import { OnDemand } from '../../components/on-demand.tsx';
import { classNames } from '../../lib/class-names.ts';

const UnitSwitchDialog = lazy(() => import('../organization/unit-switch-dialog.tsx'));

/** Shows the unit in force, and lets one look at a part of the organization alone. */
export const UnitSwitch = () => {
  const { t } = useTranslation();
  const account = useAccount();
  const unit = useCurrentUnit();
  const [open, setOpen] = useState(false);
  const name = unit?.name ?? account.orgUnit.name;
  return (
    <>
      <Tooltip title={t('unitSwitch.inForce', { name })} placement="right">
        <button
          type="button"
          className={classNames('rail-button', unit && 'rail-link-active')}
          aria-label={t('unitSwitch.inForce', { name })}
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
        >
          <Building2 size={20} strokeWidth={1.75} />
        </button>
      </Tooltip>
      {open ? (
        <OnDemand>
          <UnitSwitchDialog onClose={() => setOpen(false)} />
        </OnDemand>
      ) : null}
    </>
  );
};
