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
import { UnitPicker } from '../organization/unit-picker.tsx';
import { SatisfactionEditor } from './satisfaction-editor.tsx';
import { satisfactionSettingsQuery } from './satisfaction-settings.ts';
import './satisfaction-settings.css';

export const SatisfactionSettingsPage = () => {
  const { t } = useTranslation();
  if (!may(useAccount(), 'settings:read')) return <Forbidden page={t('satisfactionSettings.title')} />;
  return <Settings />;
};

/** What visitors of a unit can choose from when they rate a conversation. */
const Settings = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const account = useAccount();
  const [unit, setUnit] = useState(useCurrentUnit() ?? account.orgUnit);
  const settings = useQuery(satisfactionSettingsQuery(unit.id));
  usePageTitle(`${t('satisfactionSettings.title')} · ${t('app.name')}`);
  return (
    <Page title={t('satisfactionSettings.title')} lead={t('satisfactionSettings.lead')}>
      {may(account, 'org-units:read') ? (
        <div className="rating-unit">
          <UnitPicker
            aria-label={t('satisfactionSettings.unit')}
            value={unit}
            onChange={(chosen) => chosen && setUnit(chosen)}
          />
        </div>
      ) : null}
      {settings.isError && !settings.data ? (
        <Failure
          title={t('satisfactionSettings.failed')}
          text={errorText(settings.error)}
          onRetry={() => void settings.refetch()}
        />
      ) : settings.data ? (
        <SatisfactionEditor key={`${unit.id} ${settings.dataUpdatedAt}`} unitId={unit.id} settings={settings.data} />
      ) : (
        <SkeletonLine width="60%" />
      )}
    </Page>
  );
};
