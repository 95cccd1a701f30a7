import type { OrgUnit } from '@cskefu/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { toast } from '../../../components/toaster.tsx';
import { useUpdateUnit } from '../org-units.ts';
import { RegionsPicker } from '../regions-picker.tsx';

/** The divisions of the country that the unit is responsible for. */
export const UnitRegions = ({ unit, writes }: { unit: OrgUnit; writes: boolean }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const update = useUpdateUnit(unit.id);
  const [regions, setRegions] = useState(unit.regions);
  const dirty = regions.map(({ code }) => code).join() !== unit.regions.map(({ code }) => code).join();
  const save = () =>
    update.mutate(
      { regions: regions.map(({ code }) => code) },
      { onSuccess: () => toast('good', t('organization.saved')) },
    );
  return (
    <div className="unit-card">
      <p className="unit-lead">{t('organization.regions.lead')}</p>
      <RegionsPicker value={regions} onChange={setRegions} disabled={!writes} />
      {update.isError ? (
        <p className="dialog-error" role="alert">
          {errorText(update.error)}
        </p>
      ) : null}
      {writes ? (
        <Button type="primary" disabled={!dirty} loading={update.isPending} onClick={save}>
          {t('common.save')}
        </Button>
      ) : null}
    </div>
  );
};
