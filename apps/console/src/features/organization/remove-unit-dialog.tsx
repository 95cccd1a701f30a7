import { ApiError } from '@cskefu/client';
import type { OrgUnit } from '@cskefu/contract';
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { toast } from '../../components/toaster.tsx';
import { useRemoveUnit } from './org-units.ts';

interface RemoveUnitDialogProps {
  unit: OrgUnit;
  onRemoved: () => void;
  onClose: () => void;
}

const dependents = ['children', 'accounts', 'channels', 'conversations', 'plugins'] as const;
type Dependent = (typeof dependents)[number];

/** What stands in the way, as far as it is known before one tries. */
const knownDependents = (unit: OrgUnit): Record<Dependent, number> => ({
  children: unit.childCount,
  accounts: unit.accountCount,
  channels: unit.channelCount,
  conversations: 0,
  plugins: 0,
});

/** What the server named, with how many of it. */
const namedBy = (error: unknown): Partial<Record<Dependent, number>> =>
  error instanceof ApiError && error.code === 'in_use'
    ? Object.fromEntries((error.issues ?? []).map(({ path, message }) => [path, Number(message)]))
    : {};

/** Deletes a unit that nothing depends on, or says what does and what to do about it. */
export const RemoveUnitDialog = ({ unit, onRemoved, onClose }: RemoveUnitDialogProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const remove = useRemoveUnit(unit.id);
  const counts = { ...knownDependents(unit), ...namedBy(remove.error) };
  const inTheWay = dependents.filter((what) => counts[what] > 0);
  const blocked = inTheWay.length > 0;
  const submit = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        toast('good', t('organization.remove.done', { name: unit.name }));
        onRemoved();
      },
    });
  return (
    <Modal
      open
      title={t(`organization.remove.${blocked ? 'blockedTitle' : 'title'}`, { name: unit.name })}
      okText={t('organization.remove.submit')}
      cancelText={blocked ? t('common.close') : t('common.cancel')}
      okButtonProps={{ danger: true, ...(blocked && { style: { display: 'none' } }) }}
      confirmLoading={remove.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      {blocked ? (
        <>
          <p className="dialog-text">{t('organization.remove.blocked')}</p>
          <ul className="dialog-list">
            {inTheWay.map((what) => (
              <li key={what}>{t(`organization.remove.depends.${what}`, { count: counts[what] })}</li>
            ))}
          </ul>
        </>
      ) : (
        <p className="dialog-text">{t('organization.remove.text', { name: unit.name })}</p>
      )}
      {remove.isError && !blocked ? (
        <p className="dialog-error" role="alert">
          {errorText(remove.error)}
        </p>
      ) : null}
    </Modal>
  );
};
