import type { GrantSource, Locale, Permission } from '@cskefu/contract';
import { permissionTexts } from '@cskefu/contract/permissions';
import { useTranslation } from 'react-i18next';

/** Where a right comes from: 角色“主管”. */
export const useSourceWords = () => {
  const { t } = useTranslation();
  return (source: GrantSource): string =>
    source.kind === 'role' ? t('access.sources.role', { name: source.role.name }) : t(`access.sources.${source.kind}`);
};

export const usePermissionWords = () => {
  const { i18n } = useTranslation();
  return (permission: Permission): string => permissionTexts[permission].name[i18n.language as Locale];
};
