import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentUnit } from '../../app/current-unit.ts';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { Forbidden } from '../administration/forbidden.tsx';
import type { UnitRef } from '../organization/org-units.ts';
import { UnitPicker } from '../organization/unit-picker.tsx';
import { SettingsForm } from './settings-form.tsx';
import { supervisionSettingsQuery } from './supervision-settings.ts';
import './supervision-settings.css';

export const SupervisionSettingsPage = () => {
  const { t } = useTranslation();
  if (!may(useAccount(), 'settings:read')) return <Forbidden page={t('supervisionSettings.title')} />;
  return <Settings />;
};

/** What supervisors of a unit watch for, and why its agents may be away. */
const Settings = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const account = useAccount();
  const current = useCurrentUnit();
  const [chosen, setChosen] = useState<UnitRef | null>(null);
  const unit = chosen ?? current ?? account.orgUnit;
  const settings = useQuery(supervisionSettingsQuery(unit.id));
  usePageTitle(`${t('supervisionSettings.title')} · ${t('app.name')}`);
  return (
    <Page title={t('supervisionSettings.title')} lead={t('supervisionSettings.lead')}>
      {may(account, 'org-units:read') ? (
        <div className="settings-unit">
          <span>{t('supervisionSettings.unit')}</span>
          <UnitPicker
            aria-label={t('supervisionSettings.unit')}
            value={{ id: unit.id, name: unit.name }}
            onChange={setChosen}
          />
        </div>
      ) : (
        <p className="settings-unit">{unit.name}</p>
      )}
      {settings.data ? (
        <SettingsForm key={unit.id} unitId={unit.id} settings={settings.data} writes={may(account, 'settings:write')} />
      ) : settings.isError ? (
        <Failure
          title={t('supervisionSettings.failed')}
          text={errorText(settings.error)}
          onRetry={() => void settings.refetch()}
        />
      ) : (
        <SkeletonLine width="50%" />
      )}
    </Page>
  );
};
