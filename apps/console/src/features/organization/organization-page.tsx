import type { OrgUnit } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { ResizeHandle } from '../../components/resize-handle.tsx';
import { usePhoneWidth } from '../../lib/media.ts';
import { idFrom } from '../../lib/one-of.ts';
import { useStored } from '../../lib/stored.ts';
import { Forbidden } from '../administration/forbidden.tsx';
import { MoveUnitDialog } from './move-unit-dialog.tsx';
import { unitQuery } from './org-units.ts';
import type { OrganizationSearch, UnitTab } from './organization-search.ts';
import { UnitDetail } from './unit-detail.tsx';
import { UnitFinder } from './unit-finder.tsx';
import './organization-page.css';

const WIDTH = { min: 220, max: 520, start: 300 };

/** The tree of the organization, and what there is to one unit. */
export const OrganizationPage = () => {
  const { t } = useTranslation();
  const account = useAccount();
  if (!may(account, 'org-units:read')) return <Forbidden page={t('organization.title')} />;
  return <Columns />;
};

const Columns = () => {
  const { t } = useTranslation();
  const account = useAccount();
  const navigate = useNavigate();
  const phone = usePhoneWidth();
  const { unitId: named } = useParams({ strict: false }) as { unitId?: string };
  const { tab = 'people' } = useSearch({ strict: false }) as OrganizationSearch;
  const [width, setWidth] = useStored('cskefu.organization-width', WIDTH.start);
  const [move, setMove] = useState<{ unit: OrgUnit; to: OrgUnit } | null>(null);
  const unitId = named === undefined ? (phone ? null : account.orgUnit.id) : (idFrom(named) ?? -1);
  const { data: unit } = useQuery({ ...unitQuery(unitId ?? 0), enabled: unitId !== null && unitId > 0 });
  usePageTitle(`${unit?.name ?? t('organization.title')} · ${t('app.name')}`);

  const show = (id: number) =>
    void navigate({ to: '/system/organization/$unitId', params: { unitId: String(id) }, search: { tab } });
  const showTab = (next: UnitTab) =>
    void navigate({
      to: '/system/organization/$unitId',
      params: { unitId: String(unitId) },
      search: { tab: next },
      replace: true,
    });
  const writes = may(account, 'org-units:write');
  return (
    <main className={named === undefined ? 'organization' : 'organization organization-open'}>
      <section className="organization-tree" style={phone ? undefined : { width }} aria-label={t('organization.title')}>
        <h1 className="organization-title">{t('organization.title')}</h1>
        <UnitFinder
          selectedId={unitId}
          openIds={unit?.ancestors.map(({ id }) => id) ?? [account.orgUnit.id]}
          onSelect={(chosen) => show(chosen.id)}
          {...(writes && { onMove: (moved: OrgUnit, to: OrgUnit) => setMove({ unit: moved, to }) })}
        />
      </section>
      {phone ? null : (
        <ResizeHandle
          label={t('organization.resize')}
          column="before"
          width={width}
          min={WIDTH.min}
          max={WIDTH.max}
          onResize={setWidth}
        />
      )}
      {unitId === null ? null : (
        <UnitDetail
          key={unitId}
          unitId={unitId}
          tab={tab}
          onTab={showTab}
          onShow={show}
          onBack={() => void navigate({ to: '/system/organization', search: {} })}
        />
      )}
      {move ? <MoveUnitDialog unit={move.unit} to={move.to} onClose={() => setMove(null)} /> : null}
    </main>
  );
};
