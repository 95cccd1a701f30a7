import type { AuditEntry, Locale, Permission } from '@cskefu/contract';
import { permissionTexts } from '@cskefu/contract/permissions';
import { useTranslation } from 'react-i18next';

/** What happened, in words; an event that nobody has worded yet shows its own name. */
export const useEventWords = () => {
  const { t, i18n } = useTranslation();
  return (type: string): string => {
    const key = `audit.types.${type}` as 'audit.types.account.created';
    return i18n.exists(key as string) ? t(key) : type;
  };
};

export const useActorWords = () => {
  const { t } = useTranslation();
  return ({ actor }: Pick<AuditEntry, 'actor'>): string =>
    actor.name ?? (actor.kind === 'account' ? t('audit.unknownPerson') : t(`audit.actors.${actor.kind}`));
};

/** The word for a field of a change: `settings.color` → 颜色. */
export const useFieldWords = () => {
  const { t, i18n } = useTranslation();
  return (field: string): string => {
    const key = `audit.fields.${field.split('.').at(-1)}` as 'audit.fields.name';
    return i18n.exists(key as string) ? t(key) : field;
  };
};

const kindOfField: Readonly<Record<string, string>> = {
  accountId: 'account',
  accountIds: 'account',
  agentId: 'account',
  from: 'account',
  to: 'account',
  roleId: 'role',
  roleIds: 'role',
  orgUnitId: 'org-unit',
  unitId: 'org-unit',
  parentId: 'org-unit',
  skillGroupId: 'org-unit',
  lineBefore: 'org-unit',
  lineAfter: 'org-unit',
  channelId: 'channel',
};

const isNamed = (value: unknown): value is { name: string } =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';

/** A value of a change, as people read it: names for ids, words for switches. */
export const useValueWords = (names: AuditEntry['names']) => {
  const { t, i18n } = useTranslation();
  const words = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return t('audit.values.nothing');
    if (typeof value === 'boolean') return value ? t('audit.values.yes') : t('audit.values.no');
    if (Array.isArray(value))
      return value.length === 0
        ? t('audit.values.nothing')
        : value.map((each) => words(field, each)).join(t('audit.values.comma'));
    if (isNamed(value)) return value.name;
    if (typeof value === 'object') return JSON.stringify(value);
    if (Object.hasOwn(permissionTexts, String(value)))
      return permissionTexts[value as Permission].name[i18n.language as Locale];
    const kind = kindOfField[field.split('.').at(-1) ?? ''];
    const name = kind && names[`${kind}:${value}`];
    if (name) return name;
    const key = `audit.words.${String(value)}` as 'audit.words.open';
    return typeof value === 'string' && /^[a-z_]+$/.test(value) && i18n.exists(key as string) ? t(key) : String(value);
  };
  return words;
};
