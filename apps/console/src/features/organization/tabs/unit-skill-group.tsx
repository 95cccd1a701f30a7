import { ApiError } from '@cskefu/client';
import type { OrgUnit } from '@cskefu/contract';
import { Button, InputNumber, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { toast } from '../../../components/toaster.tsx';
import { useUpdateUnit } from '../org-units.ts';

/** Whether the unit takes conversations, and how many an agent of it serves. */
export const UnitSkillGroup = ({ unit, writes }: { unit: OrgUnit; writes: boolean }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const update = useUpdateUnit(unit.id);
  const [takes, setTakes] = useState(unit.isSkillGroup);
  const [most, setMost] = useState<number | null>(unit.maxConversations);
  const dirty = takes !== unit.isSkillGroup || most !== unit.maxConversations;
  const save = () =>
    update.mutate(
      { isSkillGroup: takes, ...(most !== null && { maxConversations: most }) },
      { onSuccess: () => toast('good', t('organization.saved')) },
    );
  const inUse = update.error instanceof ApiError && update.error.code === 'in_use';
  return (
    <div className="unit-card">
      <div className="unit-field">
        <label htmlFor="unit-takes">{t('organization.fields.isSkillGroup')}</label>
        <div>
          <Switch id="unit-takes" checked={takes} disabled={!writes} onChange={setTakes} />
          <p>{t('organization.fields.isSkillGroupHelp')}</p>
        </div>
      </div>
      {takes ? (
        <div className="unit-field">
          <label htmlFor="unit-most">{t('organization.fields.maxConversations')}</label>
          <div>
            <InputNumber
              id="unit-most"
              min={1}
              max={999}
              precision={0}
              value={most}
              disabled={!writes}
              onChange={setMost}
            />
            <p>{t('organization.fields.maxConversationsHelp')}</p>
          </div>
        </div>
      ) : null}
      {update.isError ? (
        <p className="dialog-error" role="alert">
          {inUse ? t('organization.skillGroupInUse') : errorText(update.error)}
        </p>
      ) : null}
      {writes ? (
        <Button type="primary" disabled={!dirty || most === null} loading={update.isPending} onClick={save}>
          {t('common.save')}
        </Button>
      ) : null}
    </div>
  );
};
