import type { Conversation } from '@cskefu/contract';
import { ClipboardPen, Ellipsis, ShieldBan, Tag } from 'lucide-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../app/actions/registry.ts';
import { useDesk } from '../../app/realtime/desk-context.tsx';
import { may, serves, useAccount } from '../../app/session.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { Menu } from '../../components/menu.tsx';
import { OnDemand } from '../../components/on-demand.tsx';
import { useIsFocused } from '../conversation/thread-context.tsx';

const TagSheet = lazy(() => import('./tag-sheet.tsx'));
const WrapUpDialog = lazy(() => import('../wrap-up/wrap-up-dialog.tsx'));
const BlockDialog = lazy(() => import('../blocks/block-dialog.tsx'));

/** Tags, wrap-up and block of a conversation: under one button, each with a key of its own. */
export const RecordActs = ({ conversation }: { conversation: Conversation }) => {
  const { t } = useTranslation();
  const { accountId } = useDesk();
  const account = useAccount();
  const [open, setOpen] = useState<'tags' | 'wrapUp' | 'block' | null>(null);
  const { state, agent } = conversation;
  const supervises = may(account, 'supervision:write');
  const tagging = serves(account) || supervises;
  const wrapping =
    (state === 'active' || state === 'closed') && ((serves(account) && agent?.id === accountId) || supervises);
  const blocking = may(account, 'block-list:write');
  useActions(
    {
      tags: tagging ? () => setOpen('tags') : undefined,
      wrapUp: wrapping ? () => setOpen('wrapUp') : undefined,
      block: blocking ? () => setOpen('block') : undefined,
    },
    useIsFocused(),
  );
  if (!tagging && !wrapping && !blocking) return null;
  const close = () => setOpen(null);
  const entries = [
    ...(tagging
      ? [{ key: 'tags', label: t('tags.title'), detail: '#', icon: <Tag size={16} />, onSelect: () => setOpen('tags') }]
      : []),
    ...(wrapping
      ? [
          {
            key: 'wrapUp',
            label: t('wrapUp.title'),
            detail: 'Shift + W',
            icon: <ClipboardPen size={16} />,
            onSelect: () => setOpen('wrapUp'),
          },
        ]
      : []),
    ...(blocking
      ? [
          {
            key: 'block',
            label: t('blocks.act'),
            detail: 'Shift + B',
            danger: true,
            icon: <ShieldBan size={16} />,
            onSelect: () => setOpen('block'),
          },
        ]
      : []),
  ];
  return (
    <>
      <span className="menu-host">
        <Menu groups={[{ key: 'records', entries }]} placement="bottomRight">
          <IconButton label={t('records.more')} icon={<Ellipsis size={18} />} placement="bottom" />
        </Menu>
      </span>
      {open ? (
        <OnDemand>
          {open === 'tags' ? <TagSheet conversation={conversation} onClose={close} /> : null}
          {open === 'wrapUp' ? <WrapUpDialog conversation={conversation} onClose={close} /> : null}
          {open === 'block' ? <BlockDialog conversation={conversation} onClose={close} /> : null}
        </OnDemand>
      ) : null}
    </>
  );
};
