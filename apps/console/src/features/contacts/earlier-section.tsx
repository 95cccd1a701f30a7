import type { Conversation } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { may, useAccount } from '../../app/session.ts';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { Moment } from '../../components/time.tsx';
import { PanelSection } from '../conversation/panel-section.tsx';
import { TagChips } from '../tags/tag-chips.tsx';
import { earlierQuery } from './contacts.ts';
import './contacts.css';

/** Open ones stand in the workbench, closed ones are read. */
const ToConversation = ({ one, children }: { one: Conversation; children: ReactNode }) => {
  const reads = may(useAccount(), 'history:read');
  return one.state === 'closed' && reads ? (
    <Link to="/history/$conversationId" params={{ conversationId: one.id }}>
      {children}
    </Link>
  ) : (
    <Link to="/workbench/$conversationId" params={{ conversationId: one.id }}>
      {children}
    </Link>
  );
};

/** What was spoken with the same person before, over whatever channel. */
export const EarlierSection = ({ conversationId }: { conversationId: string }) => {
  const { t } = useTranslation();
  const list = useInfiniteQuery(earlierQuery(conversationId));
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <PanelSection name="earlier" title={t('contacts.earlier')}>
      {!rows ? (
        list.isError ? null : <SkeletonLine width="70%" />
      ) : rows.length === 0 ? (
        <p className="contact-quiet">{t('contacts.noEarlier')}</p>
      ) : (
        <ul className="earlier-list">
          {rows.map((one) => (
            <li key={one.id}>
              <ToConversation one={one}>
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
    </PanelSection>
  );
};
