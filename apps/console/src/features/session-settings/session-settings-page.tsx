import { ApiError } from '@cskefu/client';
import type { SettingName, UnitSessionSettings } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { useBlocker, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { SearchX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentUnit } from '../../app/current-unit.ts';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { toast } from '../../components/toaster.tsx';
import { Forbidden } from '../administration/forbidden.tsx';
import type { UnitRef } from '../organization/org-units.ts';
import { UnitPicker } from '../organization/unit-picker.tsx';
import { type Changes, type Draft, withChange } from './draft.ts';
import { AllSections } from './sections/all-sections.tsx';
import { type SettingsChange, sessionSettingsQuery, useUpdateSessionSettings } from './session-settings.ts';
import type { SessionSettingsSearch } from './session-settings-search.ts';
import { TalkPreview } from './talk-preview.tsx';
import './session-settings-page.css';

/** What a skill group says and does by itself, and how it gives out what waits. */
export const SessionSettingsPage = () => {
  const { t } = useTranslation();
  const account = useAccount();
  usePageTitle(`${t('sessionSettings.title')} · ${t('app.name')}`);
  if (!may(account, 'settings:read')) return <Forbidden page={t('sessionSettings.title')} />;
  return <SettingsOfUnit />;
};

const SettingsOfUnit = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const account = useAccount();
  const current = useCurrentUnit();
  const { unit: asked } = useSearch({ strict: false }) as SessionSettingsSearch;
  const unitId = asked ?? current?.id ?? account.orgUnit.id;
  const { data, error, refetch } = useQuery(sessionSettingsQuery(unitId));
  if (data) return <LoadedSettings key={unitId} saved={data} />;
  return (
    <Page title={t('sessionSettings.title')} lead={t('sessionSettings.lead')}>
      {error instanceof ApiError && error.code === 'not_found' ? (
        <Notice icon={SearchX} title={t('sessionSettings.notFound')} text={t('sessionSettings.notFoundText')} />
      ) : error ? (
        <Failure title={t('sessionSettings.failed')} text={errorText(error)} onRetry={() => void refetch()} />
      ) : (
        <div className="settings-skeleton">
          {['46%', '62%', '38%', '54%'].map((width) => (
            <SkeletonLine key={width} width={width} />
          ))}
        </div>
      )}
    </Page>
  );
};

const LoadedSettings = ({ saved }: { saved: UnitSessionSettings }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const writes = may(useAccount(), 'settings:write');
  const [changes, setChanges] = useState<Changes>({});
  const [focused, setFocused] = useState<SettingName | null>(null);
  const update = useUpdateSessionSettings(saved.unit.id);
  const dirty = Object.keys(changes).length > 0;
  useBlocker({
    shouldBlockFn: () => dirty && !window.confirm(t('sessionSettings.leave')),
    enableBeforeUnload: dirty,
  });
  const draft: Draft = {
    saved,
    changes,
    disabled: !writes,
    focus: setFocused,
    change: (next) => setChanges((before) => withChange(saved, before, next)),
  };
  const save = () =>
    update.mutate(changes as SettingsChange, {
      onSuccess: () => {
        setChanges({});
        toast('good', t('sessionSettings.saved'));
      },
      onError: (error) => toast('bad', errorText(error)),
    });
  const choose = (unit: UnitRef | null) => {
    if (unit) void navigate({ to: '/system/session-settings', search: { unit: unit.id } });
  };
  return (
    <Page
      title={t('sessionSettings.title')}
      lead={t('sessionSettings.lead')}
      acts={
        writes ? (
          <>
            {dirty ? <Button onClick={() => setChanges({})}>{t('sessionSettings.discard')}</Button> : null}
            <Button type="primary" disabled={!dirty} loading={update.isPending} onClick={save}>
              {t('common.save')}
            </Button>
          </>
        ) : null
      }
    >
      <div className="settings-unit">
        <UnitPicker aria-label={t('sessionSettings.unit')} value={saved.unit} onChange={choose} />
        <p>{t(saved.unit.isSkillGroup ? 'sessionSettings.ofGroup' : 'sessionSettings.ofUnit')}</p>
      </div>
      <div className="settings-columns">
        <div>
          <AllSections draft={draft} />
        </div>
        <TalkPreview draft={draft} focused={focused} />
      </div>
    </Page>
  );
};
