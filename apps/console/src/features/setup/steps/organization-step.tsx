import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { useAccount } from '../../../app/session.ts';
import { useNameOrganization } from '../setup.ts';
import { StepFrame, type StepProps } from '../step-frame.tsx';

export const OrganizationStep = (props: StepProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { orgUnit } = useAccount();
  const [form] = Form.useForm<{ name: string }>();
  const naming = useNameOrganization();
  const submit = ({ name }: { name: string }) =>
    naming.mutate(name.trim(), {
      onSuccess: props.onNext,
      onError: (error) => form.setFields([{ name: 'name', errors: [errorText(error)] }]),
    });
  return (
    <StepFrame step="organization" {...props} done={t('setup.steps.organization.done', { name: orgUnit.name })}>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ name: orgUnit.name }} onFinish={submit}>
        <Form.Item
          name="name"
          label={t('setup.steps.organization.name')}
          rules={[{ required: true, whitespace: true, message: t('organization.fields.nameMissing') }]}
        >
          <Input maxLength={60} size="large" autoComplete="organization" />
        </Form.Item>
        <Button type={props.state === 'done' ? 'default' : 'primary'} htmlType="submit" loading={naming.isPending}>
          {t('setup.save')}
        </Button>
      </Form>
    </StepFrame>
  );
};
