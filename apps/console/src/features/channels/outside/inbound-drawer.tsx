import type { InboundOutcome } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { Failure } from '../../../components/failure.tsx';
import { SkeletonLine } from '../../../components/skeleton.tsx';
import { FullMoment } from '../../../components/time.tsx';
import { toast } from '../../../components/toaster.tsx';
import { oneOf } from '../../../lib/one-of.ts';
import { InboundStateTag } from './inbound-state-tag.tsx';
import { inboundRequestQuery, useReplay } from './outside-channels.ts';
import { useReasonWords } from './reason-words.ts';

interface InboundDrawerProps {
  channelId: string;
  requestId: string;
  onClose: () => void;
}

/** One request as it came, without what proves who sent it, and what became of each event in it. */
export const InboundDrawer = ({ channelId, requestId, onClose }: InboundDrawerProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data, error, refetch } = useQuery(inboundRequestQuery(channelId, requestId));
  const replay = useReplay(channelId);
  const again = () =>
    replay.mutate(requestId, {
      onSuccess: () => toast('good', t('inbound.replayed', { count: 1 })),
      onError: (cause) => toast('bad', errorText(cause)),
    });
  return (
    <Drawer
      open
      size="min(640px, 100vw)"
      title={t('inbound.request')}
      onClose={onClose}
      extra={
        <Button icon={<RotateCw size={14} />} loading={replay.isPending} onClick={again}>
          {t('inbound.replay')}
        </Button>
      }
    >
      {data ? (
        <div className="inbound-detail">
          <p>
            <InboundStateTag state={data.state} again={data.nextAttemptAt !== null} />{' '}
            <FullMoment at={data.receivedAt} />
          </p>
          {data.error ? <p className="tone-bad">{data.error}</p> : null}
          {data.outcomes.length > 0 ? (
            <section>
              <h2>{t('inbound.outcomes')}</h2>
              <ol>
                {data.outcomes.map((outcome, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: events of a request stand in its order
                  <Outcome key={at} outcome={outcome} />
                ))}
              </ol>
            </section>
          ) : null}
          <section>
            <h2>
              <code>
                {data.method} {data.path}
              </code>
            </h2>
            <pre>
              {Object.entries({ ...data.headers })
                .map(([name, value]) => `${name}: ${value}`)
                .join('\n')}
            </pre>
          </section>
          <section>
            <h2>{t(data.encoding === 'text' ? 'inbound.body' : 'inbound.bodyBase64')}</h2>
            <pre>{data.encoding === 'text' ? pretty(data.body) : data.body}</pre>
          </section>
        </div>
      ) : error ? (
        <Failure title={t('inbound.failed')} text={errorText(error)} onRetry={() => void refetch()} />
      ) : (
        <SkeletonLine width="60%" />
      )}
    </Drawer>
  );
};

/** JSON is read more easily with its structure. */
const pretty = (body: string): string => {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
};

const eventTypes = ['message', 'receipt', 'edit', 'recall', 'typing', 'postback', 'optin', 'optout'] as const;

const Outcome = ({ outcome: { type, outcome, reason, conversationId } }: { outcome: InboundOutcome }) => {
  const { t } = useTranslation();
  const reasonWords = useReasonWords();
  const known = oneOf(eventTypes, type);
  return (
    <li>
      {known ? t(`inbound.types.${known}`) : <code>{type}</code>} · {t(`inbound.outcome.${outcome}`)}
      {reason ? ` · ${reasonWords(reason)}` : null}
      {conversationId ? (
        <>
          {' · '}
          <Link to="/workbench/$conversationId" params={{ conversationId }}>
            {t('inbound.toConversation')}
          </Link>
        </>
      ) : null}
    </li>
  );
};
