import type { Channel } from '@cskefu/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { toast } from '../../../components/toaster.tsx';
import { ChannelInstall } from '../../channels/channel-install.tsx';
import { channelsQuery, useCreateChannel } from '../../channels/channels.ts';
import { skillGroupsQuery, useMarkStep, useRefetchSetup } from '../setup.ts';
import { StepFrame, type StepProps } from '../step-frame.tsx';
import '../../channels/channel-page.css';

/** Creates a web channel, or takes one that is there, and shows what a site puts into its pages. */
export const ChannelStep = (props: StepProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const list = useInfiniteQuery(channelsQuery);
  const mark = useMarkStep();
  const [chosen, setChosen] = useState<string | null>(null);
  const channels = list.data?.pages.flatMap((page) => page.items) ?? [];
  const channel = channels.find(({ id }) => id === chosen);
  const take = (id: string) => {
    setChosen(id);
    if (props.state !== 'done')
      mark.mutate({ step: 'channel', state: 'done' }, { onError: (error) => toast('bad', errorText(error)) });
  };
  return (
    <StepFrame step="channel" {...props}>
      {channel ? (
        <>
          <ChannelInstall channelId={channel.id} />
          <Button className="setup-again" icon={<Plus size={16} />} onClick={() => setChosen(null)}>
            {t('setup.steps.channel.another')}
          </Button>
        </>
      ) : (
        <>
          <NewChannel primary={props.state !== 'done'} onMade={({ id }) => setChosen(id)} />
          {channels.length > 0 ? (
            <>
              <h3 className="setup-or">{t('setup.steps.channel.existing')}</h3>
              <ul className="setup-things">
                {channels.map(({ id, name, skillGroup, settings }) => (
                  <li key={id}>
                    <i style={{ background: settings.color }} aria-hidden="true" />
                    <span>
                      {name} <small>{skillGroup.name}</small>
                    </span>
                    <Button
                      size="small"
                      aria-label={t('setup.steps.channel.takeOf', { name })}
                      onClick={() => take(id)}
                    >
                      {t('setup.steps.channel.take')}
                    </Button>
                  </li>
                ))}
              </ul>
            </>
          ) : null}
        </>
      )}
    </StepFrame>
  );
};

const NewChannel = ({ primary, onMade }: { primary: boolean; onMade: (channel: Channel) => void }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [form] = Form.useForm<{ name: string; skillGroupId: number }>();
  const groups = useQuery(skillGroupsQuery);
  const create = useCreateChannel();
  const refetchSetup = useRefetchSetup();
  const submit = (body: { name: string; skillGroupId: number }) =>
    create.mutate(body, {
      onSuccess: (channel) => {
        refetchSetup();
        onMade(channel);
      },
      onError: (error) => form.setFields([{ name: 'name', errors: [errorText(error)] }]),
    });
  if (!groups.data) return null;
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ name: '', skillGroupId: groups.data.at(-1)?.id }}
      onFinish={submit}
    >
      <div className="setup-pair">
        <Form.Item
          name="name"
          label={t('setup.steps.channel.name')}
          rules={[{ required: true, whitespace: true, message: t('organization.fields.nameMissing') }]}
        >
          <Input maxLength={60} placeholder={t('setup.steps.channel.example')} />
        </Form.Item>
        <Form.Item
          name="skillGroupId"
          label={t('setup.steps.channel.group')}
          rules={[{ required: true, message: t('accounts.missing') }]}
        >
          <Select options={groups.data.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
      </div>
      <Button
        type={primary ? 'primary' : 'default'}
        htmlType="submit"
        icon={<Plus size={16} />}
        loading={create.isPending}
      >
        {t('setup.steps.channel.create')}
      </Button>
    </Form>
  );
};
