import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { may, useAccount } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { InviteForm } from './invite-form.tsx';
import { Trail } from './trail.tsx';
import { trailQuery } from './visitors.ts';

interface VisitorDrawerProps {
  visitorId: string;
  onClose: () => void;
}

/** One visitor: what they look at, with what, what was before, and the invitation to talk. */
export const VisitorDrawer = ({ visitorId, onClose }: VisitorDrawerProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const account = useAccount();
  const trail = useQuery(trailQuery(visitorId));
  const gone = trail.error && 'status' in trail.error && trail.error.status === 404;
  const name = trail.data?.online?.name ?? t('visitors.gone', { id: visitorId.slice(-4).toUpperCase() });
  return (
    <Drawer open size="min(520px, 100vw)" title={<h2 className="visitor-title">{name}</h2>} onClose={onClose}>
      {trail.data ? (
        <>
          {may(account, 'visitors:invite') ? <InviteForm visitorId={visitorId} trail={trail.data} /> : null}
          <Trail trail={trail.data} heading="h3" />
        </>
      ) : gone ? (
        <Notice icon={SearchX} title={t('visitors.notFound')} text={t('visitors.notFoundText')} />
      ) : trail.isError ? (
        <Failure
          title={t('visitors.trail.failed')}
          text={errorText(trail.error)}
          onRetry={() => void trail.refetch()}
        />
      ) : (
        <div className="visitor-skeleton" aria-busy="true">
          {['60%', '80%', '40%', '70%'].map((width) => (
            <SkeletonLine key={width} width={width} />
          ))}
        </div>
      )}
    </Drawer>
  );
};
