import type { WallAgent } from '@cskefu/contract';
import { Button, Input, Segmented } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { Dialog } from '../../components/dialog.tsx';
import { toast } from '../../components/toaster.tsx';
import { useForce } from './acts.ts';

const states = ['ready', 'away', 'busy'] as const;

/** Another state for an agent, and why: they are told both, and by whom. */
const ForceDialog = ({ agent, onClose }: { agent: WallAgent; onClose: () => void }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const id = useId();
  const [state, setState] = useState<(typeof states)[number]>(agent.state === 'away' ? 'ready' : 'away');
  const [reason, setReason] = useState('');
  const force = useForce(agent.id);
  const submit = () => {
    if (reason.trim() === '' || force.isPending) return;
    force.mutate(
      { state, reason: reason.trim() },
      {
        onSuccess: () => {
          toast('good', t('supervision.forced', { name: agent.name, state: t(`presence.${state}`) }));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={t('supervision.forceOf', { name: agent.name })} onClose={onClose}>
      <form
        className="supervision-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Segmented
          value={state}
          onChange={setState}
          options={states.map((value) => ({ value, label: t(`presence.${value}`) }))}
          aria-label={t('supervision.columns.state')}
        />
        <label htmlFor={id}>{t('supervision.forceReason')}</label>
        <Input id={id} autoFocus value={reason} maxLength={60} onChange={(event) => setReason(event.target.value)} />
        {force.isError ? (
          <p className="supervision-error" role="alert">
            {errorText(force.error)}
          </p>
        ) : (
          <p className="supervision-hint">{t('supervision.forceHint')}</p>
        )}
        <footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" htmlType="submit" disabled={reason.trim() === ''} loading={force.isPending}>
            {t('supervision.force')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
};

export default ForceDialog;
