import { Button, Drawer, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { useFieldErrors } from '../../app/field-errors.ts';
import { useAccount } from '../../app/session.ts';
import { toast } from '../../components/toaster.tsx';
import type { UnitRef } from '../organization/org-units.ts';
import { AccountFields } from './account-fields.tsx';
import { type AccountForm, accountFields, emptyForm, newAccountOf } from './account-form.ts';
import { useCreateAccount } from './accounts.ts';
import { Credentials } from './credentials.tsx';
import './account-drawer.css';

interface CreateAccountDrawerProps {
  /** Where the account is to belong; one may choose another. */
  unit?: UnitRef;
  onClose: () => void;
}

/** A new account, then what its owner must be told. */
export const CreateAccountDrawer = ({ unit, onClose }: CreateAccountDrawerProps) => {
  const { t } = useTranslation();
  const me = useAccount();
  const fieldErrors = useFieldErrors();
  const errorText = useErrorText();
  const [form] = Form.useForm<AccountForm>();
  const [created, setCreated] = useState<{ name: string; username: string; password: string } | null>(null);
  const create = useCreateAccount();
  const submit = (values: AccountForm) => {
    if (!values.orgUnitId) return;
    create.mutate(newAccountOf({ ...form.getFieldsValue(true), ...values }, values.orgUnitId.id), {
      onSuccess: ({ name, username }) => {
        toast('good', t('accounts.created', { name }));
        setCreated({ name, username, password: values.password });
      },
      onError: (error) => form.setFields(fieldErrors<AccountForm>(error, accountFields)),
    });
  };
  const untold = create.isError && fieldErrors<AccountForm>(create.error, accountFields).length === 0;
  const again = () => {
    form.resetFields();
    setCreated(null);
  };
  return (
    <Drawer
      open
      // A click beside it must not throw away what was typed.
      mask={{ closable: false }}
      size="min(520px, 100vw)"
      title={t('accounts.create')}
      onClose={onClose}
      footer={
        <div className="account-foot">
          <Button onClick={onClose}>{created ? t('common.close') : t('common.cancel')}</Button>
          {created ? (
            <Button type="primary" onClick={again}>
              {t('accounts.another')}
            </Button>
          ) : (
            <Button type="primary" loading={create.isPending} onClick={() => form.submit()}>
              {t('accounts.submit')}
            </Button>
          )}
        </div>
      }
    >
      {created ? (
        <Credentials title={t('accounts.created', { name: created.name })} {...created} />
      ) : (
        <Form
          form={form}
          layout="vertical"
          scrollToFirstError={{ focus: true }}
          initialValues={emptyForm(unit ?? me.orgUnit, me.locale)}
          onFinish={submit}
        >
          {untold ? (
            <p className="dialog-error" role="alert">
              {errorText(create.error)}
            </p>
          ) : null}
          <AccountFields closed={null} />
        </Form>
      )}
    </Drawer>
  );
};
