import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { Headset, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { useAccount } from '../../../app/session.ts';
import { toast } from '../../../components/toaster.tsx';
import { useCreateUnit } from '../../organization/org-units.ts';
import { skillGroupsQuery, useRefetchSetup } from '../setup.ts';
import { StepFrame, type StepProps } from '../step-frame.tsx';

export const SkillGroupStep = (props: StepProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { orgUnit } = useAccount();
  const [form] = Form.useForm<{ name: string }>();
  const groups = useQuery(skillGroupsQuery);
  const create = useCreateUnit();
  const refetchSetup = useRefetchSetup();
  const submit = ({ name }: { name: string }) =>
    create.mutate(
      { parentId: orgUnit.id, name: name.trim(), isSkillGroup: true },
      {
        onSuccess: () => {
          form.resetFields();
          toast('good', t('setup.steps.skill_group.created', { name: name.trim() }));
          refetchSetup();
        },
        onError: (error) => form.setFields([{ name: 'name', errors: [errorText(error)] }]),
      },
    );
  return (
    <StepFrame step="skill_group" {...props}>
      <ul className="setup-things" aria-label={t('setup.steps.skill_group.list')}>
        {groups.data?.map(({ id, name }) => (
          <li key={id}>
            <Headset size={16} aria-hidden="true" />
            {name}
          </li>
        ))}
      </ul>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ name: '' }} onFinish={submit}>
        <Form.Item
          name="name"
          label={t('setup.steps.skill_group.name')}
          rules={[{ required: true, whitespace: true, message: t('organization.fields.nameMissing') }]}
        >
          <Input maxLength={60} size="large" placeholder={t('setup.steps.skill_group.example')} />
        </Form.Item>
        <Button
          type={props.state === 'done' ? 'default' : 'primary'}
          htmlType="submit"
          icon={<Plus size={16} />}
          loading={create.isPending}
        >
          {t('setup.steps.skill_group.create')}
        </Button>
      </Form>
    </StepFrame>
  );
};
