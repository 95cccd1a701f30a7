import type { QueuedConversation, TransferTarget } from '@cskefu/contract';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/dialog.tsx';
import { toast } from '../../components/toaster.tsx';
import { TransferTargetPicker } from '../conversation/transfer/transfer-target-picker.tsx';
import { useEnd, useMove, usePrioritize, usePull } from './queue.ts';
import type { Ask } from './queue-acts.tsx';
import '../conversation/transfer/transfer-dialog.css';

interface PartProps {
  row: QueuedConversation;
  onClose: () => void;
}

/** What is asked before something is done to one that waits. */
export const QueueDialog = ({ ask: { what, row }, onClose }: { ask: Ask; onClose: () => void }) => {
  const { t } = useTranslation();
  const Part = { move: Move, prioritize: Prioritize, end: End, exceed: Exceed }[what];
  return (
    <Dialog title={t(`queue.${what}.title`, { name: row.visitor.name })} onClose={onClose}>
      <Part row={row} onClose={onClose} />
    </Dialog>
  );
};

interface QuestionProps {
  text: string;
  act: string;
  danger?: boolean;
  pending: boolean;
  disabled?: boolean;
  onAct: () => void;
  onClose: () => void;
  children?: ReactNode;
}

const Question = ({
  text,
  act,
  danger = false,
  pending,
  disabled = false,
  onAct,
  onClose,
  children,
}: QuestionProps) => {
  const { t } = useTranslation();
  return (
    <div className="queue-question">
      <p>{text}</p>
      {children}
      <footer className="transfer-acts">
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          type="primary"
          danger={danger}
          loading={pending}
          disabled={disabled}
          data-first-focus={children ? undefined : ''}
          onClick={onAct}
        >
          {act}
        </Button>
      </footer>
    </div>
  );
};

const Move = ({ row, onClose }: PartProps) => {
  const { t } = useTranslation();
  const [target, setTarget] = useState<TransferTarget | null>(null);
  const move = useMove();
  const submit = () => {
    if (target?.kind !== 'skill_group' || move.isPending) return;
    const done = () => {
      toast('good', t('queue.move.done', { name: row.visitor.name, group: target.name }));
      onClose();
    };
    move.mutate({ id: row.id, skillGroupId: target.id }, { onSuccess: done });
  };
  return (
    <Question
      text={t('queue.move.text', { group: row.skillGroup.name })}
      act={target ? t('queue.move.submitTo', { group: target.name }) : t('queue.move.submit')}
      pending={move.isPending}
      disabled={!target}
      onAct={submit}
      onClose={onClose}
    >
      <TransferTargetPicker
        kind="skill_group"
        label={t('queue.move.search')}
        conversationId={row.id}
        chosen={target}
        onChoose={setTarget}
        onDone={submit}
      />
    </Question>
  );
};

const levels = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

const Prioritize = ({ row, onClose }: PartProps) => {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(row.priority);
  const prioritize = usePrioritize();
  const submit = (priority = chosen) => {
    const done = () => {
      toast('good', t('queue.prioritize.done', { name: row.visitor.name, priority }));
      onClose();
    };
    prioritize.mutate({ id: row.id, priority }, { onSuccess: done });
  };
  const press = (event: KeyboardEvent) => {
    const priority = levels.find((level) => event.key === String(level));
    if (priority !== undefined) setChosen(priority);
    else if (event.key === 'Enter') submit();
  };
  return (
    <Question
      text={t('queue.prioritize.text')}
      act={t('queue.prioritize.submit', { priority: chosen })}
      pending={prioritize.isPending}
      disabled={chosen === row.priority}
      onAct={() => submit()}
      onClose={onClose}
    >
      <fieldset className="queue-levels" onKeyDown={press}>
        <legend className="visually-hidden">{t('queue.columns.priority')}</legend>
        {levels.map((level) => (
          <label key={level}>
            <input
              type="radio"
              name="priority"
              data-first-focus={level === row.priority ? '' : undefined}
              checked={level === chosen}
              onChange={() => setChosen(level)}
            />
            <span>{level}</span>
          </label>
        ))}
      </fieldset>
    </Question>
  );
};

const End = ({ row, onClose }: PartProps) => {
  const { t } = useTranslation();
  const end = useEnd();
  const done = () => {
    toast('good', t('queue.end.done', { name: row.visitor.name }));
    onClose();
  };
  return (
    <Question
      danger
      text={t('queue.end.text')}
      act={t('queue.end.submit')}
      pending={end.isPending}
      onAct={() => end.mutate({ id: row.id }, { onSuccess: done })}
      onClose={onClose}
    />
  );
};

const Exceed = ({ row, onClose }: PartProps) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const pull = usePull(true);
  return (
    <Question
      text={t('queue.exceed.text')}
      act={t('queue.exceed.submit')}
      pending={pull.isPending}
      onAct={() =>
        pull.mutate(
          { id: row.id, exceed: true },
          {
            onSuccess: ({ id }) => {
              onClose();
              void navigate({ to: '/workbench/$conversationId', params: { conversationId: id } });
            },
          },
        )
      }
      onClose={onClose}
    />
  );
};
