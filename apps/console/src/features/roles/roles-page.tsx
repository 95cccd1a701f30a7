import type { Role } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { KeyRound, Plus, SearchX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { usePhoneWidth } from '../../lib/media.ts';
import { idFrom } from '../../lib/one-of.ts';
import { Forbidden } from '../administration/forbidden.tsx';
import { RoleDetail } from './role-detail.tsx';
import { RoleFormDialog } from './role-form-dialog.tsx';
import { rolesQuery } from './roles.ts';
import type { RolesSearch, RoleTab } from './roles-search.ts';
import './roles-page.css';

export const RolesPage = () => {
  const { t } = useTranslation();
  if (!may(useAccount(), 'roles:read')) return <Forbidden page={t('roles.title')} />;
  return <Roles />;
};

/** All roles of the desk, and what one of them grants to whom. */
const Roles = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const phone = usePhoneWidth();
  const writes = may(useAccount(), 'roles:write');
  const { roleId: named } = useParams({ strict: false }) as { roleId?: string };
  const { tab = 'permissions' } = useSearch({ strict: false }) as RolesSearch;
  const [creating, setCreating] = useState(false);
  const { data: roles, error, refetch } = useQuery(rolesQuery);
  const wanted = named === undefined ? (phone ? undefined : roles?.[0]?.id) : idFrom(named);
  const role = roles?.find(({ id }) => id === wanted);
  usePageTitle(`${role?.name ?? t('roles.title')} · ${t('app.name')}`);

  const show = (id: number, next: RoleTab = tab, replace = false) =>
    void navigate({ to: '/system/roles/$roleId', params: { roleId: String(id) }, search: { tab: next }, replace });
  return (
    <main className={named === undefined ? 'roles' : 'roles roles-open'}>
      <section className="roles-list" aria-label={t('roles.title')}>
        <header>
          <h1>{t('roles.title')}</h1>
          {writes ? (
            <Button size="small" type="primary" icon={<Plus size={14} />} onClick={() => setCreating(true)}>
              {t('roles.create.act')}
            </Button>
          ) : null}
        </header>
        <p>{t('roles.lead')}</p>
        {error && !roles ? (
          <Failure title={t('roles.failed')} text={errorText(error)} onRetry={() => void refetch()} />
        ) : (
          <RoleLinks roles={roles} activeId={role?.id} tab={tab} />
        )}
      </section>
      {role ? (
        <RoleDetail
          key={role.id}
          role={role}
          tab={tab}
          onTab={(next) => show(role.id, next, true)}
          onShow={(id) => show(id, 'permissions')}
          onBack={() => void navigate({ to: '/system/roles', search: {} })}
        />
      ) : roles && named !== undefined ? (
        <Notice icon={SearchX} title={t('roles.notFound')} text={t('roles.notFoundText')}>
          <Link to="/system/roles" search={{}}>
            {t('roles.toList')}
          </Link>
        </Notice>
      ) : null}
      {creating ? (
        <RoleFormDialog
          onClose={() => setCreating(false)}
          onDone={(id) => {
            setCreating(false);
            show(id, 'permissions');
          }}
        />
      ) : null}
    </main>
  );
};

interface RoleLinksProps {
  roles: Role[] | undefined;
  activeId: number | undefined;
  tab: RoleTab;
}

const RoleLinks = ({ roles, activeId, tab }: RoleLinksProps) => {
  const { t } = useTranslation();
  if (!roles) return <SkeletonLine width="60%" />;
  return (
    <ul>
      {roles.map(({ id, name, memberCount }) => (
        <li key={id}>
          <Link
            to="/system/roles/$roleId"
            params={{ roleId: String(id) }}
            search={{ tab }}
            className={id === activeId ? 'role-link role-link-active' : 'role-link'}
            aria-current={id === activeId ? 'page' : undefined}
            title={name}
          >
            <KeyRound size={14} aria-hidden="true" />
            <span>{name}</span>
            <small>{t('roles.members', { count: memberCount })}</small>
          </Link>
        </li>
      ))}
    </ul>
  );
};
