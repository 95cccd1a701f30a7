import { ApiError } from '@cskefu/client';
import type { OrgUnit } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { ArrowLeft, FolderInput, Pencil, Plus, SearchX, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { may, useAccount } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { usePhoneWidth } from '../../lib/media.ts';
import { MoveUnitDialog } from './move-unit-dialog.tsx';
import { unitQuery } from './org-units.ts';
import type { UnitTab } from './organization-search.ts';
import { unitPanels } from './panels.ts';
import { RemoveUnitDialog } from './remove-unit-dialog.tsx';
import { UnitChannels } from './tabs/unit-channels.tsx';
import { UnitPeople } from './tabs/unit-people.tsx';
import { UnitRegions } from './tabs/unit-regions.tsx';
import { UnitSkillGroup } from './tabs/unit-skill-group.tsx';
import { CreateUnitDialog, RenameUnitDialog } from './unit-form-dialog.tsx';

interface UnitDetailProps {
  unitId: number;
  tab: UnitTab;
  onTab: (tab: UnitTab) => void;
  onShow: (unitId: number) => void;
  onBack: () => void;
}

export const UnitDetail = (props: UnitDetailProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data, error, refetch } = useQuery({ ...unitQuery(props.unitId), enabled: props.unitId > 0 });
  const missing = props.unitId < 0 || (error instanceof ApiError && error.code === 'not_found');
  if (missing) {
    return (
      <section className="organization-detail scroll" aria-label={t('organization.notFound')}>
        <Notice icon={SearchX} title={t('organization.notFound')} text={t('organization.notFoundText')}>
          <Button onClick={props.onBack}>{t('organization.toTree')}</Button>
        </Notice>
      </section>
    );
  }
  if (data) return <LoadedUnit unit={data} {...props} />;
  return (
    <section className="organization-detail scroll" aria-busy={!error} aria-label={t('organization.title')}>
      {error ? (
        <Failure title={t('organization.failed')} text={errorText(error)} onRetry={() => void refetch()} />
      ) : (
        <div className="organization-inside">
          <SkeletonLine width="30%" />
          <br />
          <SkeletonLine width="50%" thin />
        </div>
      )}
    </section>
  );
};

type Act = 'create' | 'move' | 'rename' | 'remove';

const LoadedUnit = ({ unit, tab, onTab, onShow, onBack }: UnitDetailProps & { unit: OrgUnit }) => {
  const { t } = useTranslation();
  const account = useAccount();
  const phone = usePhoneWidth();
  const [act, setAct] = useState<Act | null>(null);
  const writes = may(account, 'org-units:write');
  // Nobody moves or deletes the unit that they belong to: it is where their own rights come from.
  const below = unit.parentId !== null && unit.id !== account.orgUnit.id;
  const close = () => setAct(null);
  const tabs = [
    { key: 'people', label: t('organization.tabs.people'), count: unit.accountCount },
    { key: 'skillGroup', label: t('organization.tabs.skillGroup') },
    { key: 'regions', label: t('organization.tabs.regions'), count: unit.regions.length },
    { key: 'channels', label: t('organization.tabs.channels'), count: unit.channelCount },
  ] as const;
  return (
    <section className="organization-detail scroll" aria-labelledby="unit-name">
      <div className="organization-inside">
        <nav className="unit-path" aria-label={t('organization.path')}>
          {phone ? (
            <IconButton label={t('organization.toTree')} icon={<ArrowLeft size={18} />} onClick={onBack} />
          ) : null}
          {unit.ancestors.map(({ id, name }) => (
            <span key={id}>
              <button type="button" onClick={() => onShow(id)}>
                {name}
              </button>
              <i aria-hidden="true">/</i>
            </span>
          ))}
        </nav>
        <header className="unit-head">
          <h2 id="unit-name">{unit.name}</h2>
          <div className="unit-acts">
            {unitPanels.map(({ key, Panel }) => (
              <Panel key={key} unit={unit} />
            ))}
            {writes ? (
              <>
                <Button icon={<Plus size={14} />} onClick={() => setAct('create')}>
                  {t('organization.create.act')}
                </Button>
                <Button icon={<Pencil size={14} />} onClick={() => setAct('rename')}>
                  {t('organization.rename.act')}
                </Button>
                {below ? (
                  <>
                    <Button icon={<FolderInput size={14} />} onClick={() => setAct('move')}>
                      {t('organization.move.act')}
                    </Button>
                    <Button danger icon={<Trash2 size={14} />} onClick={() => setAct('remove')}>
                      {t('organization.remove.act')}
                    </Button>
                  </>
                ) : null}
              </>
            ) : null}
          </div>
        </header>
        <TabBar label={t('organization.tabs.label')} tabs={tabs} active={tab} panelId="unit-panel" onSelect={onTab} />
        <div className="unit-panel" id="unit-panel" role="tabpanel" aria-labelledby={`unit-panel-tab-${tab}`}>
          {tab === 'people' ? <UnitPeople unit={unit} /> : null}
          {tab === 'skillGroup' ? <UnitSkillGroup key={unit.id} unit={unit} writes={writes} /> : null}
          {tab === 'regions' ? <UnitRegions key={unit.id} unit={unit} writes={writes} /> : null}
          {tab === 'channels' ? <UnitChannels unit={unit} /> : null}
        </div>
      </div>
      {act === 'create' ? (
        <CreateUnitDialog
          parent={unit}
          onClose={close}
          onCreated={({ id }) => {
            close();
            onShow(id);
          }}
        />
      ) : null}
      {act === 'rename' ? <RenameUnitDialog unit={unit} onClose={close} /> : null}
      {act === 'move' ? <MoveUnitDialog unit={unit} onClose={close} /> : null}
      {act === 'remove' ? (
        <RemoveUnitDialog
          unit={unit}
          onClose={close}
          onRemoved={() => {
            close();
            if (unit.parentId) onShow(unit.parentId);
            else onBack();
          }}
        />
      ) : null}
    </section>
  );
};
