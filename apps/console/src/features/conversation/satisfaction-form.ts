import type { Conversation, Locale } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { http } from '../../app/http.ts';

/** The words in which the skill group of a conversation has its visitors say what they think; an id until they are there. */
export const useReasonWords = ({ id, skillGroup }: Pick<Conversation, 'id' | 'skillGroup'>) => {
  const { i18n } = useTranslation();
  const form = useQuery({
    queryKey: ['satisfaction-form', skillGroup.id],
    queryFn: () => http.request('GET /api/conversations/:id/satisfaction-form', { params: { id } }),
    staleTime: 10 * 60_000,
  });
  const locale = (i18n.language === 'en' ? 'en' : 'zh-CN') satisfies Locale;
  const known = [...(form.data?.former ?? []), ...(form.data?.reasons ?? [])];
  return {
    reason: (reason: string) => known.find((one) => one.id === reason)?.words[locale] ?? '…',
    level: (level: number) => form.data?.levels.find((one) => one.level === level)?.words[locale],
  };
};
