import type { PluginFacts } from '@cskefu/contract';
import { type PluginPermission, pluginPermissions } from '@cskefu/plugin-sdk';
import { useTranslation } from 'react-i18next';
import { wordsOf } from '../config-form/words.ts';

type Texts = PluginFacts['texts'];

/** What a plugin calls itself, and what it says of itself, in the language of the page. */
export const usePluginWords = () => {
  const { i18n } = useTranslation();
  return (text: string, texts: Texts): string => wordsOf(text, texts, i18n.language);
};

const isPermission = (name: string): name is PluginPermission => Object.hasOwn(pluginPermissions, name);

/** A permission in the words in which an administrator is asked. */
export const usePermissionWords = () => {
  const { i18n } = useTranslation();
  const locale = i18n.language === 'en' ? 'en' : 'zh-CN';
  return (name: string): string => (isPermission(name) ? pluginPermissions[name][locale] : name);
};

/** What deserves a second look: it sees what people wrote, acts in their sight, or can stop the desk's work. */
const risks = {
  'messages:read': 'personal',
  'contacts:read': 'personal',
  'media:read': 'personal',
  'messages:write': 'acts',
  'contacts:link': 'acts',
  net: 'outside',
  'hooks:block': 'blocks',
} as const satisfies Partial<Record<PluginPermission, string>>;

export type Risk = (typeof risks)[keyof typeof risks];

export const riskOf = (name: string): Risk | null => (name in risks ? risks[name as keyof typeof risks] : null);

/** It can read what people wrote, and send it away. */
export const canCarryOut = (permissions: readonly string[]): boolean =>
  permissions.includes('net') && permissions.some((name) => riskOf(name) === 'personal');
