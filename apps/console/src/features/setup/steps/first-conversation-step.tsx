import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { CircleCheck, ExternalLink, Radio } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { channelsQuery } from '../../channels/channels.ts';
import { setupQuery } from '../setup.ts';
import { StepFrame, type StepProps } from '../step-frame.tsx';

const LOOK_MS = 2_000;

/** Opens a page with the widget and waits for the first words. */
export const FirstConversationStep = (props: StepProps) => {
  const { t } = useTranslation();
  const waiting = props.state !== 'done';
  useQuery({ ...setupQuery, refetchInterval: waiting && LOOK_MS });
  const channels = useInfiniteQuery(channelsQuery).data?.pages.flatMap((page) => page.items) ?? [];
  // The one that was made last is the one to try; the list is by id.
  const newest = [...channels]
    .filter(({ enabled }) => enabled)
    .sort((one, other) => other.createdAt.localeCompare(one.createdAt))[0];
  const page = `/testclient.html${newest ? `?channel=${newest.id}` : ''}`;
  return (
    <StepFrame step="first_conversation" {...props}>
      <ol className="setup-how">
        <li>{t('setup.steps.first_conversation.open')}</li>
        <li>{t('setup.steps.first_conversation.write')}</li>
        <li>{t('setup.steps.first_conversation.look')}</li>
      </ol>
      <Button
        type={waiting ? 'primary' : 'default'}
        size="large"
        href={page}
        target="_blank"
        icon={<ExternalLink size={16} />}
      >
        {t('setup.steps.first_conversation.act')}
      </Button>
      <p className={waiting ? 'setup-live' : 'setup-live setup-arrived'} role="status">
        {waiting ? <Radio size={18} aria-hidden="true" /> : <CircleCheck size={18} aria-hidden="true" />}
        {waiting ? t('setup.steps.first_conversation.waiting') : t('setup.steps.first_conversation.arrived')}
        {waiting ? null : (
          <Link to="/workbench" search={{ view: 'waiting' }}>
            {t('setup.toWorkbench')}
          </Link>
        )}
      </p>
    </StepFrame>
  );
};
