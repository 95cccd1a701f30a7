import type { OrgUnit } from '@cskefu/contract';
import { Modal } from 'antd';
import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { toast } from '../../components/toaster.tsx';
import { pathText, type UnitRef, useMoveUnit } from './org-units.ts';
import { UnitPicker } from './unit-picker.tsx';

interface MoveUnitDialogProps {
  unit: OrgUnit;
  /** Where it was dropped; without it, one chooses here. */
  to?: OrgUnit;
  onClose: () => void;
}

/** Names what moves where before it does: people then see other things than before. */
export const MoveUnitDialog = ({ unit, to, onClose }: MoveUnitDialogProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [target, setTarget] = useState<UnitRef | null>(to ?? null);
  const move = useMoveUnit(unit.id);
  const submit = () => {
    if (!target) return;
    move.mutate(target.id, {
      onSuccess: () => {
        toast('good', t('organization.move.done', { name: unit.name, target: target.name }));
        onClose();
      },
    });
  };
  return (
    <Modal
      open
      title={t('organization.move.title', { name: unit.name })}
      okText={t('organization.move.submit')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !target || target.id === unit.parentId }}
      confirmLoading={move.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <dl className="move-facts">
        <dt>{t('organization.move.from')}</dt>
        <dd>{pathText(unit) || '—'}</dd>
        <dt>
          <label htmlFor="move-target">{t('organization.move.to')}</label>
        </dt>
        <dd>
          {to ? (
            <span className="move-target">
              <ArrowRight size={14} aria-hidden="true" />
              {[pathText(to), to.name].filter(Boolean).join(' / ')}
            </span>
          ) : (
            <UnitPicker id="move-target" value={target} onChange={setTarget} except={unit.id} />
          )}
        </dd>
      </dl>
      <p className="dialog-text">
        {unit.childCount > 0
          ? t('organization.move.withChildren', { name: unit.name, count: unit.childCount })
          : t('organization.move.alone', { name: unit.name })}
      </p>
      <p className="dialog-text dialog-warning">{t('organization.move.effect')}</p>
      {move.isError ? (
        <p className="dialog-error" role="alert">
          {errorText(move.error)}
        </p>
      ) : null}
    </Modal>
  );
};
