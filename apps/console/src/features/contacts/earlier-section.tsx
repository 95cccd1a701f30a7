import type { Conversation } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may, useAccount } from '../../app/session.ts';
import { OnDemand } from '../../components/on-demand.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { Moment } from '../../components/time.tsx';
import { PanelSection } from '../conversation/panel-section.tsx';
import { TagChips } from '../tags/tag-chips.tsx';
import { earlierQuery } from './contacts.ts';
import './contacts.css';

const TranscriptDrawer = lazy(() =>
  import('../history/transcript-drawer.tsx').then((module) => ({ default: module.TranscriptDrawer })),
);

interface EarlierRowProps {
  one: Conversation;
  children: ReactNode;
  onRead: () => void;
}

/** Open ones stand in the workbench, closed ones are read beside this one. */
const ToConversation = ({ one, children, onRead }: EarlierRowProps) => {
  const reads = may(useAccount(), 'history:read');
  return one.state === 'closed' && reads ? (
    <button type="button" onClick={onRead}>
      {children}
    </button>
  ) : (
    <Link to="/workbench/$conversationId" params={{ conversationId: one.id }}>
      {children}
    </Link>
  );
};

/** What was spoken with the same person before, over whatever channel. */
export const EarlierSection = ({ conversationId }: { conversationId: string }) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  const list = useInfiniteQuery(earlierQuery(conversationId));
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <PanelSection name="earlier" title={t('contacts.earlier')}>
      {!rows ? (
        list.isError ? null : (
          <SkeletonLine width="70%" />
        )
      ) : rows.length === 0 ? (
        <p className="contact-quiet">{t('contacts.noEarlier')}</p>
      ) : (
        <ul className="earlier-list">
          {rows.map((one) => (
            <li key={one.id}>
              <ToConversation one={one} onRead={() => setOpen(one.id)}>
                <span>
                  {one.channel.name}
                  <Moment at={one.createdAt} />
                </span>
                <small>{one.lastMessage?.text ?? t('inbox.noWords')}</small>
                <TagChips tags={one.tags} row />
              </ToConversation>
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage ? (
        <Button size="small" type="link" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
      {open ? (
        <OnDemand>
          <TranscriptDrawer key={open} conversationId={open} onClose={() => setOpen(null)} />
        </OnDemand>
      ) : null}
    </PanelSection>
  );
};
