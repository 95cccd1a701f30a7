import type { PluginFacts } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';
import { oneOf } from '../../../lib/one-of.ts';

const points = [
  'message.beforeAccept',
  'message.beforeSend',
  'conversation.beforeCreate',
  'conversation.beforeAssign',
  'conversation.beforeClose',
  'contact.beforeMerge',
  'attachment.beforeStore',
] as const;

const keys = {
  'message.beforeAccept': 'accept',
  'message.beforeSend': 'send',
  'conversation.beforeCreate': 'create',
  'conversation.beforeAssign': 'assign',
  'conversation.beforeClose': 'close',
  'contact.beforeMerge': 'merge',
  'attachment.beforeStore': 'store',
} as const;

/** Where it has a say: "may change a message of a visitor before it is accepted". */
export const useHookWords = () => {
  const { t } = useTranslation();
  return ({ point, kind }: PluginFacts['hooks'][number]): string => {
    const known = oneOf(points, point);
    return known ? t(`plugins.hooks.${kind}`, { what: t(`plugins.points.${keys[known]}`) }) : point;
  };
};
