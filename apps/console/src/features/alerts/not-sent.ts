import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '../../app/http.ts';
import { scheduledKey } from '../../app/realtime/keys.ts';
import { serves, useAccount } from '../../app/session.ts';
import { toast } from '../../components/toaster.tsx';
import { readStored, writeStored } from '../../lib/stored.ts';

const TOLD = 'cskefu.told-not-sent';
const KEPT = 50;

/** Tells once of each message for later that could not be sent, also of those that failed while nobody was here. */
export const useTellNotSent = () => {
  const { t } = useTranslation();
  const account = useAccount();
  const { data } = useQuery({
    queryKey: [...scheduledKey, 'mine'],
    queryFn: () => http.request('GET /api/me/scheduled-messages'),
    enabled: serves(account),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const failed = data?.items.filter(({ failure }) => failure !== null);
  useEffect(() => {
    const told = readStored<string[]>(TOLD, []);
    const news = (failed ?? []).filter(({ id, sendAt }) => !told.includes(`${id} ${sendAt}`));
    if (news.length === 0) return;
    writeStored(TOLD, [...told, ...news.map(({ id, sendAt }) => `${id} ${sendAt}`)].slice(-KEPT));
    toast('bad', t('schedule.notSent'));
  }, [failed, t]);
};
