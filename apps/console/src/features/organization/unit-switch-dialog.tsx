import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { chooseUnit, useCurrentUnit } from '../../app/current-unit.ts';
import { useAccount } from '../../app/session.ts';
import { AntWords } from '../../components/ant-words.tsx';
import { UnitFinder } from './unit-finder.tsx';
import './unit-switch-dialog.css';

/** Chooses the part of the organization to look at. One's own unit is all of it. */
const UnitSwitchDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation();
  const account = useAccount();
  const unit = useCurrentUnit();
  const choose = ({ id, name }: { id: number; name: string }) => {
    chooseUnit(id === account.orgUnit.id ? null : { id, name });
    onClose();
  };
  return (
    <AntWords>
      <Modal open title={t('unitSwitch.title')} onCancel={onClose} footer={null} width={460} centered>
        <p className="unit-switch-text">{t('unitSwitch.text')}</p>
        <div className="unit-switch-finder">
          <UnitFinder selectedId={unit?.id ?? account.orgUnit.id} openIds={[account.orgUnit.id]} onSelect={choose} />
        </div>
      </Modal>
    </AntWords>
  );
};

export default UnitSwitchDialog;
