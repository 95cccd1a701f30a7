import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { useFieldErrors } from '../../../app/field-errors.ts';
import { useAccount } from '../../../app/session.ts';
import { generatePassword } from '../../../lib/generate-password.ts';
import { useCreateAccount } from '../../accounts/accounts.ts';
import { Credentials } from '../../accounts/credentials.tsx';
import { NewPassword } from '../../accounts/new-password.tsx';
import { rolesQuery } from '../../roles/roles.ts';
import { skillGroupsQuery, useRefetchSetup } from '../setup.ts';
import { StepFrame, type StepProps } from '../step-frame.tsx';
import '../../accounts/account-drawer.css';

interface PersonForm {
  name: string;
  username: string;
  email: string;
  password: string;
  orgUnitId: number;
}

const fields = ['name', 'username', 'email', 'password', 'orgUnitId'] as const satisfies readonly (keyof PersonForm)[];

/** Creates agents: an account in a skill group with the role of an agent. */
export const PeopleStep = (props: StepProps) => {
  const { t } = useTranslation();
  const [made, setMade] = useState<{ name: string; username: string; password: string } | null>(null);
  return (
    <StepFrame step="people" {...props}>
      {made ? (
        <>
          <Credentials title={t('accounts.created', { name: made.name })} {...made} />
          <Button className="setup-again" icon={<Plus size={16} />} onClick={() => setMade(null)}>
            {t('setup.steps.people.another')}
          </Button>
        </>
      ) : (
        <NewPerson primary={props.state !== 'done'} onMade={setMade} />
      )}
    </StepFrame>
  );
};

interface NewPersonProps {
  primary: boolean;
  onMade: (person: { name: string; username: string; password: string }) => void;
}

const NewPerson = ({ primary, onMade }: NewPersonProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const fieldErrors = useFieldErrors();
  const { locale } = useAccount();
  const [form] = Form.useForm<PersonForm>();
  const [password] = useState(generatePassword);
  const groups = useQuery(skillGroupsQuery);
  const roles = useQuery(rolesQuery);
  const create = useCreateAccount();
  const refetchSetup = useRefetchSetup();
  const agentRole = roles.data?.find(({ builtIn }) => builtIn === 'agent');
  const submit = (person: PersonForm) =>
    create.mutate(
      { ...person, locale, agent: true, roleIds: agentRole ? [agentRole.id] : [] },
      {
        onSuccess: ({ name, username }) => {
          refetchSetup();
          onMade({ name, username, password: person.password });
        },
        onError: (error) => form.setFields(fieldErrors<PersonForm>(error, fields)),
      },
    );
  const untold = create.isError && fieldErrors<PersonForm>(create.error, fields).length === 0;
  const needed = { required: true, message: t('accounts.missing') };
  // The group that is there first stands first; the list comes after the form.
  if (!groups.data || roles.isPending) return null;
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ name: '', username: '', email: '', password, orgUnitId: groups.data.at(-1)?.id }}
      onFinish={submit}
    >
      {untold ? (
        <p className="dialog-error" role="alert">
          {errorText(create.error)}
        </p>
      ) : null}
      <div className="setup-pair">
        <Form.Item name="name" label={t('accounts.fields.name')} rules={[{ ...needed, whitespace: true }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="username" label={t('accounts.fields.username')} rules={[needed]}>
          <Input maxLength={64} autoCapitalize="none" spellCheck={false} />
        </Form.Item>
        <Form.Item name="email" label={t('accounts.fields.email')} rules={[needed]}>
          <Input maxLength={254} type="email" />
        </Form.Item>
        <Form.Item name="orgUnitId" label={t('setup.steps.people.group')} rules={[needed]}>
          <Select options={groups.data.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
      </div>
      <Form.Item name="password" label={t('accounts.groups.password')} rules={[needed]}>
        <NewPassword />
      </Form.Item>
      <Button
        type={primary ? 'primary' : 'default'}
        htmlType="submit"
        icon={<Plus size={16} />}
        loading={create.isPending}
      >
        {t('setup.steps.people.create')}
      </Button>
    </Form>
  );
};
