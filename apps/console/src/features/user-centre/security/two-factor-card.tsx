import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Moment } from '../../../components/time.tsx';
import { Card } from '../card.tsx';
import { Loaded } from '../loaded.tsx';
import { BeginTwoFactorDialog } from './begin-two-factor-dialog.tsx';
import { ChangeTwoFactorDialog } from './change-two-factor-dialog.tsx';
import { twoFactorQuery } from './two-factor.ts';

/** Few enough to think of new ones. */
const FEW_CODES = 3;

export const TwoFactorCard = () => {
  const { t } = useTranslation();
  const query = useQuery(twoFactorQuery);
  const [open, setOpen] = useState<'begin' | 'disable' | 'renew' | null>(null);
  const close = () => setOpen(null);
  const enabled = query.data?.enabled;
  return (
    <Card
      title={t('userCentre.twoFactor.title')}
      text={t('userCentre.twoFactor.text')}
      acts={
        enabled === false ? (
          <Button type="primary" onClick={() => setOpen('begin')}>
            {t('userCentre.twoFactor.begin')}
          </Button>
        ) : enabled ? (
          <>
            <Button onClick={() => setOpen('renew')}>{t('userCentre.twoFactor.renew')}</Button>
            <Button danger onClick={() => setOpen('disable')}>
              {t('userCentre.twoFactor.disable')}
            </Button>
          </>
        ) : null
      }
    >
      <Loaded query={query}>
        {({ enabledAt, recoveryCodesLeft }) =>
          enabledAt ? (
            <p className="me-line">
              <ShieldCheck className="me-good" size={18} aria-hidden="true" />
              <span>
                {t('userCentre.twoFactor.on')} · <Moment at={enabledAt} /> ·{' '}
                <span className={recoveryCodesLeft < FEW_CODES ? 'me-few' : ''}>
                  {t('userCentre.twoFactor.codesLeft', { count: recoveryCodesLeft })}
                </span>
              </span>
            </p>
          ) : (
            <p className="me-line">
              <ShieldAlert size={18} aria-hidden="true" />
              {t('userCentre.twoFactor.off')}
            </p>
          )
        }
      </Loaded>
      {open === 'begin' ? <BeginTwoFactorDialog onClose={close} /> : null}
      {open === 'disable' || open === 'renew' ? <ChangeTwoFactorDialog act={open} onClose={close} /> : null}
    </Card>
  );
};
