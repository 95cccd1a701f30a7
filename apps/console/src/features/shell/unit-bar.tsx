import { Button } from 'antd';
import { ListFilter, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { chooseUnit, useCurrentUnit } from '../../app/current-unit.ts';
import './unit-bar.css';

/** Says all the time that only a part of the organization is shown, with the way back. */
export const UnitBar = () => {
  const { t } = useTranslation();
  const unit = useCurrentUnit();
  if (!unit) return null;
  return (
    <section className="unit-bar" aria-label={t('unitSwitch.title')}>
      <ListFilter size={14} aria-hidden="true" />
      <span className="unit-bar-name">{t('unitSwitch.only', { name: unit.name })}</span>
      <Button size="small" type="text" icon={<X size={14} />} onClick={() => chooseUnit(null)}>
        {t('unitSwitch.showAll')}
      </Button>
    </section>
  );
};
