import type { SignedInSession } from '@cskefu/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { CircleHelp, type LucideIcon, Monitor, Smartphone, Tablet } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { http } from '../../../app/http.ts';
import { Moment } from '../../../components/time.tsx';
import { toast } from '../../../components/toaster.tsx';
import { Card, Row, Tag } from '../card.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { Loaded } from '../loaded.tsx';
import { sessionsQuery } from './sessions.ts';

export const SessionsCard = () => {
  const { t } = useTranslation();
  const query = useQuery(sessionsQuery);
  const [asking, setAsking] = useState(false);
  const others = query.data?.items.filter(({ current }) => !current).length ?? 0;
  return (
    <Card
      title={t('userCentre.sessions.title')}
      text={t('userCentre.sessions.text')}
      acts={others > 0 ? <Button onClick={() => setAsking(true)}>{t('userCentre.sessions.endOthers')}</Button> : null}
    >
      <Loaded query={query}>
        {({ items }) => (
          <ul className="me-rows">
            {items.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
        )}
      </Loaded>
      {asking ? <EndOthersDialog count={others} onClose={() => setAsking(false)} /> : null}
    </Card>
  );
};

const icons: Record<SignedInSession['device']['kind'], LucideIcon> = {
  computer: Monitor,
  phone: Smartphone,
  tablet: Tablet,
  unknown: CircleHelp,
};

const SessionRow = ({ session }: { session: SignedInSession }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { device, address, current, lastUsedAt } = session;
  const Icon = icons[device.kind];
  const name = [device.browser, device.system].filter(Boolean).join(' · ') || t('userCentre.sessions.unknown');
  const end = useMutation({
    mutationFn: () => http.request('DELETE /api/me/sessions/:id', { params: { id: session.id } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
    onError: (error) => toast('bad', errorText(error)),
  });
  return (
    <Row
      icon={<Icon size={18} aria-hidden="true" />}
      title={
        <>
          {name} {current ? <Tag kind="good">{t('userCentre.sessions.current')}</Tag> : null}
        </>
      }
      detail={
        <>
          {address ? `${address} · ` : ''}
          {t('userCentre.lastUsed')} <Moment at={lastUsedAt} />
        </>
      }
      acts={
        current ? null : (
          <Button
            loading={end.isPending}
            aria-label={t('userCentre.sessions.endOne', { name })}
            onClick={() => end.mutate()}
          >
            {t('userCentre.sessions.end')}
          </Button>
        )
      }
    />
  );
};

const EndOthersDialog = ({ count, onClose }: { count: number; onClose: () => void }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const end = useMutation({
    mutationFn: () => http.request('POST /api/me/sessions/end-others'),
    onSuccess: ({ ended }) => {
      void queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      toast('good', t('userCentre.sessions.ended', { count: ended }));
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('userCentre.sessions.endOthers')}
      text={t('userCentre.sessions.endOthersText', { count })}
      submit={t('userCentre.sessions.endOthers')}
      danger
      pending={end.isPending}
      failure={end.isError ? errorText(end.error) : null}
      onSubmit={() => end.mutate()}
      onClose={onClose}
    />
  );
};
