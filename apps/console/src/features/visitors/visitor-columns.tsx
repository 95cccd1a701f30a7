import type { OnlineVisitor } from '@cskefu/contract';
import { Button } from 'antd';
import { BadgeCheck, Monitor, Smartphone, Tablet } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../components/data-table.tsx';
import { Elapsed } from '../../components/time.tsx';
import { StateTag } from '../conversation/state-tag.tsx';
import { pathOf, useVisitorWords } from './visitor-words.ts';

const Who = ({ visitor, onOpen }: { visitor: OnlineVisitor; onOpen: () => void }) => {
  const { t } = useTranslation();
  return (
    <div className="visitors-who">
      <button type="button" onClick={onOpen}>
        {visitor.name}
        {visitor.identified ? <BadgeCheck size={14} role="img" aria-label={t('panel.identified')} /> : null}
      </button>
      <small>{visitor.visits > 1 ? t('visitors.returning', { count: visitor.visits }) : t('visitors.new')}</small>
    </div>
  );
};

const OnPage = ({ visitor: { page } }: { visitor: OnlineVisitor }) => (
  <div className="visitors-page">
    <span dir="auto">{page.title || pathOf(page.url)}</span>
    <a href={page.url} target="_blank" rel="noreferrer" title={page.url}>
      {pathOf(page.url)}
    </a>
  </div>
);

const icons = { computer: Monitor, phone: Smartphone, tablet: Tablet, unknown: Monitor };

const Device = ({ visitor: { device } }: { visitor: OnlineVisitor }) => {
  const { t } = useTranslation();
  const { device: words } = useVisitorWords();
  const Icon = icons[device.kind];
  return (
    <span className="visitors-device">
      <Icon size={14} role="img" aria-label={t(`visitors.devices.${device.kind}`)} />
      {words(device)}
    </span>
  );
};

export const VisitorState = ({ visitor: { conversation, invitation } }: { visitor: OnlineVisitor }) => {
  const { t } = useTranslation();
  if (conversation)
    return (
      <span className="visitors-state">
        <StateTag state={conversation.state} />
        {conversation.agent ? <small>{conversation.agent}</small> : null}
      </span>
    );
  if (invitation)
    return (
      <span className={`visitors-invited visitors-invited-${invitation.state}`}>
        {t(`visitors.invitationStates.${invitation.state}`)}
      </span>
    );
  return <span className="visitors-none">{t('visitors.browsing')}</span>;
};

interface Acts {
  onOpen: (visitor: OnlineVisitor) => void;
  /** Null: may not. */
  onInvite: ((visitor: OnlineVisitor) => void) | null;
}

export const useVisitorColumns = ({ onOpen, onInvite }: Acts): Column<OnlineVisitor>[] => {
  const { t } = useTranslation();
  const { region, source } = useVisitorWords();
  return [
    {
      key: 'visitor',
      title: t('visitors.columns.visitor'),
      render: (visitor) => <Who visitor={visitor} onOpen={() => onOpen(visitor)} />,
    },
    { key: 'page', title: t('visitors.columns.page'), render: (visitor) => <OnPage visitor={visitor} /> },
    {
      key: 'since',
      title: t('visitors.columns.since'),
      render: ({ page }) => <Elapsed className="visitors-number" since={page.since} />,
    },
    {
      key: 'visit',
      title: t('visitors.columns.visit'),
      render: ({ since, pages }) => (
        <span className="visitors-number">
          <Elapsed since={since} /> · {t('visitors.pages', { count: pages })}
        </span>
      ),
    },
    { key: 'region', title: t('visitors.columns.region'), render: (visitor) => region(visitor.region) },
    { key: 'source', title: t('visitors.columns.source'), render: (visitor) => source(visitor.source) },
    { key: 'device', title: t('visitors.columns.device'), render: (visitor) => <Device visitor={visitor} /> },
    { key: 'state', title: t('visitors.columns.state'), render: (visitor) => <VisitorState visitor={visitor} /> },
    ...(onInvite
      ? [
          {
            key: 'acts',
            title: t('visitors.columns.acts'),
            quiet: true,
            render: (visitor: OnlineVisitor) =>
              visitor.conversation || visitor.invitation?.state === 'sent' ? null : (
                <Button size="small" onClick={() => onInvite(visitor)}>
                  {t('visitors.invite.act')}
                </Button>
              ),
          },
        ]
      : []),
  ];
};
