import type { AccountProfile } from '@cskefu/contract';
import { Form, Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { UnitPicker } from '../organization/unit-picker.tsx';
import { brokenRules } from '../sign-in/password-rules.ts';
import type { Closed } from './accounts.ts';
import { NewPassword } from './new-password.tsx';
import { RolesSelect } from './roles-select.tsx';

interface AccountFieldsProps {
  /** Absent: a new one. */
  account?: AccountProfile;
  closed: Closed;
}

// The server's own rules, told while one types.
const USERNAME = /^[\p{L}\p{N}._-]{2,64}$/u;
const MOBILE = /^\s*[+＋]?[\d０-９][\d０-９ ()-]{4,30}\s*$/;
const EXTENSION = /^\d{2,12}$/;

/** All fields of an account, in the order in which one is asked for them. */
export const AccountFields = ({ account, closed }: AccountFieldsProps) => {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const agent = Form.useWatch('agent', form);
  const needed = { required: true, whitespace: true, message: t('accounts.missing') };
  return (
    <>
      <fieldset className="account-group">
        <legend>{t('accounts.groups.person')}</legend>
        <Form.Item name="name" label={t('accounts.fields.name')} rules={[needed]}>
          <Input maxLength={60} autoComplete="off" autoFocus={!account} />
        </Form.Item>
        <Form.Item
          name="username"
          label={t('accounts.fields.username')}
          extra={t('accounts.help.username')}
          validateFirst
          rules={[needed, { pattern: USERNAME, message: t('accounts.invalid.username') }]}
        >
          <Input maxLength={64} autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item
          name="email"
          label={t('accounts.fields.email')}
          validateTrigger="onBlur"
          validateFirst
          rules={[needed, { type: 'email', message: t('accounts.invalid.email') }]}
        >
          <Input maxLength={254} autoComplete="off" inputMode="email" />
        </Form.Item>
        <Form.Item
          name="mobile"
          label={t('accounts.fields.mobile')}
          validateTrigger="onBlur"
          rules={[{ pattern: MOBILE, message: t('accounts.invalid.mobile') }]}
        >
          <Input maxLength={32} autoComplete="off" inputMode="tel" />
        </Form.Item>
        <Form.Item name="locale" label={t('accounts.fields.locale')}>
          <Select
            options={[
              { value: 'zh-CN', label: '简体中文' },
              { value: 'en', label: 'English' },
            ]}
          />
        </Form.Item>
      </fieldset>
      {account ? null : (
        <fieldset className="account-group">
          <legend>{t('accounts.groups.password')}</legend>
          <Form.Item
            name="password"
            required
            label={t('accounts.fields.password')}
            extra={t('accounts.help.password')}
            validateTrigger="onSubmit"
            rules={[
              {
                validator: (_, value: string) =>
                  brokenRules(value).length === 0
                    ? Promise.resolve()
                    : Promise.reject(new Error(t('accounts.invalid.password'))),
              },
            ]}
          >
            <NewPassword />
          </Form.Item>
        </fieldset>
      )}
      <fieldset className="account-group">
        <legend>{t('accounts.groups.access')}</legend>
        {closed ? <p className="account-closed">{t(`accounts.closed.${closed}`)}</p> : null}
        <Form.Item
          name="orgUnitId"
          label={t('accounts.fields.orgUnitId')}
          extra={t('accounts.help.orgUnitId')}
          rules={[{ required: true, message: t('accounts.missing') }]}
        >
          <UnitPicker disabled={closed !== null} />
        </Form.Item>
        <Form.Item name="roleIds" label={t('accounts.fields.roleIds')} extra={t('accounts.help.roleIds')}>
          <RolesSelect disabled={closed !== null} {...(account && { present: account.roles })} />
        </Form.Item>
        <Form.Item
          name="administrator"
          label={t('accounts.fields.administrator')}
          valuePropName="checked"
          extra={t('accounts.help.administrator')}
        >
          <Switch disabled={closed !== null} />
        </Form.Item>
        <Form.Item
          name="agent"
          label={t('accounts.fields.agent')}
          valuePropName="checked"
          extra={t('accounts.help.agent')}
        >
          <Switch disabled={closed !== null} />
        </Form.Item>
        {agent ? (
          <Form.Item
            name="extension"
            label={t('accounts.fields.extension')}
            extra={t('accounts.help.extension')}
            rules={[{ pattern: EXTENSION, message: t('accounts.invalid.extension') }]}
          >
            <Input maxLength={12} inputMode="numeric" autoComplete="off" disabled={closed !== null} />
          </Form.Item>
        ) : null}
        {agent && account ? (
          <Form.Item
            name="maxConversations"
            label={t('accounts.fields.maxConversations')}
            extra={t('accounts.help.maxConversations')}
          >
            <InputNumber min={1} max={999} precision={0} disabled={closed !== null} />
          </Form.Item>
        ) : null}
      </fieldset>
      {/* The visible button stands in the foot of the drawer; with this one Enter works, too. */}
      <input type="submit" hidden />
    </>
  );
};
