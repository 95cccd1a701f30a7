import type { InvitationSettings } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, InputNumber } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { Failure } from '../../components/failure.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { toast } from '../../components/toaster.tsx';
import { Field, SettingsCard } from '../channels/settings/settings-card.tsx';
import { changeOf, invitationSettingsQuery, newRule, useSaveInvitations } from './invitation-settings.ts';
import { RuleFields } from './rule-fields.tsx';
import './invitations-card.css';

interface InvitationsCardProps {
  channelId: string;
  disabled: boolean;
}

/** How visitors of a channel are invited: by agents, and by rules. Saved by itself. */
export const InvitationsCard = ({ channelId, disabled }: InvitationsCardProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const settings = useQuery(invitationSettingsQuery(channelId));
  return (
    <SettingsCard title={t('invitations.title')}>
      {settings.data ? (
        <Loaded channelId={channelId} settings={settings.data} disabled={disabled} />
      ) : settings.isError ? (
        <Failure
          title={t('invitations.failed')}
          text={errorText(settings.error)}
          onRetry={() => void settings.refetch()}
        />
      ) : (
        <SkeletonLine width="60%" />
      )}
    </SettingsCard>
  );
};

const MOST_RULES = 20;

const Loaded = ({ channelId, settings, disabled }: InvitationsCardProps & { settings: InvitationSettings }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [change, setChange] = useState(() => changeOf(settings));
  const save = useSaveInvitations(channelId);
  const set = (part: Partial<typeof change>) => setChange({ ...change, ...part });
  const dirty = JSON.stringify(change) !== JSON.stringify(changeOf(settings));
  const whole = change.rules.every((rule) => rule.name.trim() !== '' && rule.text.trim() !== '');
  const keep = () =>
    save.mutate(change, {
      onSuccess: (saved) => {
        setChange(changeOf(saved));
        toast('good', t('channels.saved'));
      },
      onError: (error) => toast('bad', errorText(error)),
    });
  return (
    <>
      <p className="channel-help">{t('invitations.counts', { ...settings.counts })}</p>
      <Field label={t('invitations.text')} help={t('invitations.textHelp')}>
        {(id) => (
          <Input.TextArea
            id={id}
            disabled={disabled}
            value={change.text ?? ''}
            placeholder={t('visitors.invite.words')}
            maxLength={300}
            autoSize={{ minRows: 2, maxRows: 5 }}
            onChange={(event) => set({ text: event.target.value || null })}
          />
        )}
      </Field>
      <Field label={t('invitations.coolDown')} help={t('invitations.coolDownHelp')}>
        {(id) => (
          <InputNumber
            id={id}
            disabled={disabled}
            min={0}
            max={10_080}
            value={change.coolDownMinutes}
            onChange={(minutes) => set({ coolDownMinutes: minutes ?? 0 })}
          />
        )}
      </Field>
      <Field label={t('invitations.expire')}>
        {(id) => (
          <InputNumber
            id={id}
            disabled={disabled}
            min={1}
            max={60}
            value={change.expireMinutes}
            onChange={(minutes) => set({ expireMinutes: minutes ?? 5 })}
          />
        )}
      </Field>
      <h3 className="invitation-rules-title">{t('invitations.rules')}</h3>
      <p className="channel-help">{t('invitations.rulesHelp')}</p>
      {change.rules.map((rule, at) => (
        <RuleFields
          key={rule.id}
          rule={rule}
          disabled={disabled}
          onChange={(changed) => set({ rules: change.rules.with(at, changed) })}
          onRemove={() => set({ rules: change.rules.toSpliced(at, 1) })}
        />
      ))}
      {disabled ? null : (
        <div className="invitation-acts">
          <Button
            icon={<Plus size={14} />}
            disabled={change.rules.length >= MOST_RULES}
            onClick={() =>
              set({
                rules: [
                  ...change.rules,
                  newRule(
                    t('invitations.rule.newName', { number: change.rules.length + 1 }),
                    t('visitors.invite.words'),
                  ),
                ],
              })
            }
          >
            {t('invitations.addRule')}
          </Button>
          <Button type="primary" disabled={!dirty || !whole} loading={save.isPending} onClick={keep}>
            {t('invitations.save')}
          </Button>
        </div>
      )}
    </>
  );
};
