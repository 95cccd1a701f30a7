import type { Channel } from '@cskefu/contract';
import { useBlocker } from '@tanstack/react-router';
import { Button, InputNumber, Switch } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { toast } from '../../../components/toaster.tsx';
import { NameAndSwitch } from '../settings/name-and-switch.tsx';
import { Field, SettingsCard } from '../settings/settings-card.tsx';
import { useUpdateOutsideChannel } from './outside-channels.ts';

interface GeneralCardProps {
  channel: Channel;
  disabled: boolean;
}

const LEAST_MINUTES = 5;
const MOST_MINUTES = 10_080;
const USUAL_MINUTES = 60;

const draftOf = ({ name, enabled, silentAfterMinutes }: Channel) => ({ name, enabled, silentAfterMinutes });

/** Its name, whether it is on, and after how much silence somebody should look. */
export const GeneralCard = ({ channel, disabled }: GeneralCardProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [draft, setDraft] = useState(() => draftOf(channel));
  const update = useUpdateOutsideChannel(channel.id);
  const dirty = JSON.stringify(draft) !== JSON.stringify(draftOf(channel));
  const silent = draft.silentAfterMinutes;
  useBlocker({
    shouldBlockFn: () => dirty && !window.confirm(t('channels.leave')),
    enableBeforeUnload: dirty,
  });
  const save = (event: FormEvent) => {
    event.preventDefault();
    update.mutate(draft, {
      onSuccess: (saved) => {
        setDraft(draftOf(saved));
        toast('good', t('channels.saved'));
      },
      onError: (error) => toast('bad', errorText(error)),
    });
  };
  return (
    <SettingsCard title={t('channels.sections.general')}>
      <form onSubmit={save}>
        <NameAndSwitch
          value={draft}
          enabledHelp={t('outsideChannel.enabledHelp')}
          disabled={disabled}
          onChange={(part) => setDraft({ ...draft, ...part })}
        />
        <Field label={t('outsideChannel.silence.label')} help={t('outsideChannel.silence.help')}>
          {(id) => (
            <span className="outside-silence">
              <Switch
                id={id}
                checked={silent !== null}
                disabled={disabled}
                onChange={(on) => setDraft({ ...draft, silentAfterMinutes: on ? USUAL_MINUTES : null })}
              />
              {silent === null ? null : (
                <>
                  <InputNumber
                    aria-label={t('outsideChannel.silence.minutes')}
                    min={LEAST_MINUTES}
                    max={MOST_MINUTES}
                    value={silent}
                    disabled={disabled}
                    onChange={(minutes) =>
                      setDraft({ ...draft, silentAfterMinutes: Math.round(minutes ?? USUAL_MINUTES) })
                    }
                  />
                  {t('outsideChannel.silence.unit')}
                </>
              )}
            </span>
          )}
        </Field>
        {disabled ? null : (
          <div className="config-foot">
            <Button type="primary" htmlType="submit" disabled={!dirty || !draft.name.trim()} loading={update.isPending}>
              {t('common.save')}
            </Button>
          </div>
        )}
      </form>
    </SettingsCard>
  );
};
