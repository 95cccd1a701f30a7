import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { codeOf, useErrorText } from '../../../app/error-text.ts';
import { http } from '../../../app/http.ts';
import { type Session, sessionQuery } from '../../../app/session.ts';
import { PasswordHints } from '../../sign-in/password-hints.tsx';
import { brokenRules } from '../../sign-in/password-rules.ts';
import { useRefetchSetup } from '../setup.ts';
import { StepFrame, type StepProps } from '../step-frame.tsx';
import '../../sign-in/password-field.css';

interface PasswordForm {
  currentPassword: string;
  newPassword: string;
}

/** Whoever comes here has mostly been made to change it already; in demo mode the first one may stand. */
export const PasswordStep = (props: StepProps) => {
  const { t } = useTranslation();
  return (
    <StepFrame step="password" {...props} done={t('setup.steps.password.done')}>
      {props.state === 'done' ? null : <ChangePassword onChanged={props.onNext} />}
    </StepFrame>
  );
};

const ChangePassword = ({ onChanged }: { onChanged: () => void }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const refetchSetup = useRefetchSetup();
  const [form] = Form.useForm<PasswordForm>();
  const typed = Form.useWatch([], form);
  const change = useMutation({
    mutationFn: (body: PasswordForm) => http.request('POST /api/auth/change-password', { body }),
    onSuccess: (account) => {
      queryClient.setQueryData<Session>(sessionQuery.queryKey, { account });
      refetchSetup();
      onChanged();
    },
    onError: (error) => {
      const wrong = codeOf(error) === 'wrong_credentials';
      form.setFields([
        wrong
          ? { name: 'currentPassword', errors: [t('password.wrong')] }
          : { name: 'newPassword', errors: [errorText(error)] },
      ]);
    },
  });
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ currentPassword: '', newPassword: '' }}
      onFinish={(values) => change.mutate(values)}
    >
      <Form.Item
        name="currentPassword"
        label={t('password.current')}
        rules={[{ required: true, message: t('password.missing') }]}
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="newPassword"
        label={t('password.new')}
        rules={[
          {
            validator: async (_, value: string) => {
              if (brokenRules(value).length > 0) throw new Error(t('password.weak'));
            },
          },
        ]}
      >
        <Input.Password autoComplete="new-password" aria-describedby="password-hints" />
      </Form.Item>
      <PasswordHints password={typed?.newPassword ?? ''} current={typed?.currentPassword ?? ''} />
      <Button className="setup-again" type="primary" htmlType="submit" loading={change.isPending}>
        {t('setup.save')}
      </Button>
    </Form>
  );
};
