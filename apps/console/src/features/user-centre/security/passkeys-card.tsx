import type { Passkey } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { KeyRound, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../components/icon-button.tsx';
import { Moment } from '../../../components/time.tsx';
import { knowsPasskeys } from '../../../lib/web-authn.ts';
import { signInMethodsQuery } from '../../sign-in/sign-in-methods.ts';
import { Card, Row, Tag } from '../card.tsx';
import { Loaded } from '../loaded.tsx';
import { AddPasskeyDialog } from './add-passkey-dialog.tsx';
import { RemovePasskeyDialog, RenamePasskeyDialog } from './passkey-dialogs.tsx';
import { passkeysQuery } from './passkeys.ts';

type Open = { act: 'add' } | { act: 'rename' | 'remove'; passkey: Passkey } | null;

export const PasskeysCard = () => {
  const { t } = useTranslation();
  const query = useQuery(passkeysQuery);
  const { data: methods } = useQuery(signInMethodsQuery);
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const obstacle =
    methods?.passkeys === false || !window.isSecureContext ? 'address' : knowsPasskeys() ? null : 'browser';
  return (
    <Card
      title={t('userCentre.passkeys.title')}
      text={t('userCentre.passkeys.text')}
      acts={obstacle ? null : <Button onClick={() => setOpen({ act: 'add' })}>{t('userCentre.passkeys.add')}</Button>}
    >
      {obstacle ? <p className="me-note">{t(`userCentre.passkeys.obstacle.${obstacle}`)}</p> : null}
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="me-empty">{t('userCentre.passkeys.empty')}</p>
          ) : (
            <ul className="me-rows">
              {items.map((passkey) => (
                <PasskeyRow
                  key={passkey.id}
                  passkey={passkey}
                  onRename={() => setOpen({ act: 'rename', passkey })}
                  onRemove={() => setOpen({ act: 'remove', passkey })}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {open?.act === 'add' ? <AddPasskeyDialog onClose={close} /> : null}
      {open?.act === 'rename' ? <RenamePasskeyDialog passkey={open.passkey} onClose={close} /> : null}
      {open?.act === 'remove' ? <RemovePasskeyDialog passkey={open.passkey} onClose={close} /> : null}
    </Card>
  );
};

interface PasskeyRowProps {
  passkey: Passkey;
  onRename: () => void;
  onRemove: () => void;
}

const PasskeyRow = ({ passkey, onRename, onRemove }: PasskeyRowProps) => {
  const { t } = useTranslation();
  const { name, synced, createdAt, lastUsedAt } = passkey;
  return (
    <Row
      icon={<KeyRound size={18} aria-hidden="true" />}
      title={
        <>
          {name} {synced ? <Tag kind="quiet">{t('userCentre.passkeys.synced')}</Tag> : null}
        </>
      }
      detail={
        <>
          {t('userCentre.added')} <Moment at={createdAt} /> ·{' '}
          {lastUsedAt ? (
            <>
              {t('userCentre.lastUsed')} <Moment at={lastUsedAt} />
            </>
          ) : (
            t('userCentre.neverUsed')
          )}
        </>
      }
      acts={
        <>
          <IconButton
            label={t('userCentre.passkeys.renameOne', { name })}
            icon={<Pencil size={16} />}
            onClick={onRename}
          />
          <IconButton
            label={t('userCentre.passkeys.removeOne', { name })}
            icon={<Trash2 size={16} />}
            onClick={onRemove}
          />
        </>
      }
    />
  );
};
