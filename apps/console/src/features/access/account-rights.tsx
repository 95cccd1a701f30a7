import type { GrantSource, Locale, Permission } from '@cskefu/contract';
import { permissions } from '@cskefu/contract/permissions';
import { resourceNames, resourceOf, resources } from '@cskefu/contract/resources';
import { useQuery } from '@tanstack/react-query';
import { ChevronRight, ShieldOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { rightsQuery } from './access.ts';
import { usePermissionWords, useSourceWords } from './source-words.ts';

interface Right {
  permission: Permission;
  sources: GrantSource[];
}

/** What an account can do, over which part of the tree, and where each right comes from. */
export const AccountRights = ({ accountId }: { accountId: string }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data, error, refetch } = useQuery(rightsQuery(accountId));
  if (error)
    return <Failure title={t('access.rights.failed')} text={errorText(error)} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLine width="60%" />;
  if (data.rights.length === 0)
    return <Notice icon={ShieldOff} title={t('access.rights.none')} text={t('access.rights.noneText')} />;
  return (
    <>
      <p className="access-rule">
        {t('access.rights.over', { unit: data.unit.name, count: data.rights.length, total: permissions.length })}
      </p>
      {data.active ? null : <p className="dialog-warning">{t('access.rights.inactive')}</p>}
      {resources.map((resource) => {
        const rights = data.rights.filter(({ permission }) => resourceOf(permission) === resource);
        return rights.length > 0 ? <ResourceRights key={resource} resource={resource} rights={rights} /> : null;
      })}
    </>
  );
};

const ResourceRights = ({ resource, rights }: { resource: (typeof resources)[number]; rights: Right[] }) => {
  const { t, i18n } = useTranslation();
  const permissionWords = usePermissionWords();
  const sourceWords = useSourceWords();
  return (
    <details className="access-resource">
      <summary>
        <ChevronRight size={14} aria-hidden="true" />
        {resourceNames[resource][i18n.language as Locale]}
        <span>{rights.length}</span>
      </summary>
      <dl>
        {rights.map(({ permission, sources }) => (
          <div key={permission}>
            <dt>{permissionWords(permission)}</dt>
            <dd>{sources.map(sourceWords).join(t('audit.values.comma'))}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
};
