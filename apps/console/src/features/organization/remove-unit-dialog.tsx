import { ApiError } from '@cskefu/client';
import type { OrgUnit } from '@cskefu/contract';
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { toast } from '../../components/toaster.tsx';
import { oneOf } from '../../lib/one-of.ts';
import { useRemoveUnit } from './org-units.ts';

interface RemoveUnitDialogProps {
  unit: OrgUnit;
  onRemoved: () => void;
  onClose: () => void;
}

const dependents = ['children', 'accounts', 'channels', 'conversations'] as const;
type Dependent = (typeof dependents)[number];

/** What stands in the way, as far as it is known before one tries. */
const knownDependents = (unit: OrgUnit): Dependent[] => [
  ...(unit.childCount > 0 ? (['children'] as const) : []),
  ...(unit.accountCount > 0 ? (['accounts'] as const) : []),
  ...(unit.channelCount > 0 ? (['channels'] as const) : []),
];

const namedBy = (error: unknown): Dependent[] =>
  error instanceof ApiError && error.code === 'in_use'
    ? (error.issues ?? []).flatMap(({ path }) => oneOf(dependents, path) ?? [])
    : [];

/** Deletes a unit that nothing depends on, or says what does and what to do about it. */
export const RemoveUnitDialog = ({ unit, onRemoved, onClose }: RemoveUnitDialogProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const remove = useRemoveUnit(unit.id);
  const inTheWay = [...new Set([...knownDependents(unit), ...namedBy(remove.error)])];
  const blocked = inTheWay.length > 0;
  const counts: Record<Dependent, number> = {
    children: unit.childCount,
    accounts: unit.accountCount,
    channels: unit.channelCount,
    conversations: 0,
  };
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
      title={t(blocked ? 'organization.remove.blockedTitle' : 'organization.remove.title', { name: unit.name })}
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
      {remove.isError && namedBy(remove.error).length === 0 ? (
        <p className="dialog-error" role="alert">
          {errorText(remove.error)}
        </p>
      ) : null}
    </Modal>
  );
};
