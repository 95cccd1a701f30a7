import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Draft, settingOf } from '../draft.ts';
import { ExceptionsSetting } from '../fields/exceptions-setting.tsx';
import { OverflowSetting } from '../fields/overflow-setting.tsx';
import { Setting } from '../fields/setting.tsx';
import { ChoiceSetting, NumberSetting, SwitchSetting } from '../fields/simple-fields.tsx';
import { TextSetting } from '../fields/text-setting.tsx';
import { WeekSetting } from '../fields/week-setting.tsx';
import { Section } from './section.tsx';

interface SectionProps {
  draft: Draft;
}

/** Everything that a skill group says and does by itself. */
export const AllSections = ({ draft }: SectionProps) => (
  <>
    <Texts draft={draft} />
    <Hours draft={draft} />
    <Routing draft={draft} />
    <Waiting draft={draft} />
    <Silence draft={draft} />
    <After draft={draft} />
  </>
);

const Texts = ({ draft }: SectionProps) => {
  const { i18n } = useTranslation();
  const builtIn = draft.saved.builtIn[i18n.language === 'en' ? 'en' : 'zh-CN'];
  return (
    <Section name="texts">
      <Setting draft={draft} names={['senderName']}>
        {(id) => (
          <Input
            id={id}
            maxLength={40}
            value={settingOf(draft, 'senderName')}
            placeholder={builtIn['senderName'] ?? ''}
            disabled={draft.disabled}
            onChange={({ target }) => draft.change({ senderName: target.value })}
          />
        )}
      </Setting>
      <TextSetting draft={draft} name="welcomeText" on="welcomeOn" />
      <TextSetting draft={draft} name="nobodyText" on="nobodyOn" />
      <TextSetting draft={draft} name="busyText" on="busyOn" />
      <TextSetting draft={draft} name="assignedText" on="assignedOn" />
      <TextSetting draft={draft} name="closingText" on="closingOn" />
    </Section>
  );
};

const zones = Intl.supportedValuesOf('timeZone');

const Hours = ({ draft }: SectionProps) => {
  const { t } = useTranslation();
  const zone = settingOf(draft, 'timeZone');
  return (
    <Section name="hours">
      <SwitchSetting draft={draft} name="hoursOn" help={t('sessionSettings.help.hoursOn')} />
      {settingOf(draft, 'hoursOn') ? (
        <>
          <Setting draft={draft} names={['timeZone']}>
            {(id) => (
              <Select
                id={id}
                className="setting-choice"
                showSearch
                value={zone}
                disabled={draft.disabled}
                onChange={(timeZone) => draft.change({ timeZone })}
                options={[...new Set([zone, ...zones])].map((value) => ({ value, label: value }))}
              />
            )}
          </Setting>
          <WeekSetting draft={draft} />
          <ExceptionsSetting draft={draft} />
          <TextSetting draft={draft} name="offHoursText" />
        </>
      ) : null}
    </Section>
  );
};

const Routing = ({ draft }: SectionProps) => {
  const { t } = useTranslation();
  return (
    <Section name="routing">
      <ChoiceSetting
        draft={draft}
        name="strategy"
        values={['idle_first', 'least_loaded', 'round_robin']}
        help={t('sessionSettings.help.strategy')}
      />
      <NumberSetting
        draft={draft}
        name="maxPerAgent"
        unit={t('sessionSettings.conversations')}
        max={999}
        help={t('sessionSettings.help.maxPerAgent')}
      />
      <SwitchSetting draft={draft} name="lastAgentFirst" help={t('sessionSettings.help.lastAgentFirst')} />
      <NumberSetting
        draft={draft}
        name="batchSize"
        unit={t('sessionSettings.conversations')}
        max={999}
        help={t('sessionSettings.help.batchSize')}
      />
      <NumberSetting
        draft={draft}
        name="ageingMinutes"
        unit={t('sessionSettings.minutes')}
        max={1_440}
        help={t('sessionSettings.help.ageingMinutes')}
      />
      <SwitchSetting
        draft={draft}
        name="transferNeedsAcceptance"
        help={t('sessionSettings.help.transferNeedsAcceptance')}
      />
    </Section>
  );
};

const Waiting = ({ draft }: SectionProps) => (
  <Section name="waiting">
    <OverflowSetting draft={draft} />
    <TextSetting draft={draft} name="queueTimeoutText" on="queueTimeoutOn" seconds="queueTimeoutSeconds" />
    {settingOf(draft, 'queueTimeoutOn') ? (
      <ChoiceSetting draft={draft} name="queueTimeoutThen" values={['close', 'left_message']} />
    ) : null}
  </Section>
);

const Silence = ({ draft }: SectionProps) => (
  <Section name="silence">
    <TextSetting draft={draft} name="idleWarningText" on="idleWarningOn" seconds="idleWarningSeconds" />
    <TextSetting draft={draft} name="idleCloseText" on="idleCloseOn" seconds="idleCloseSeconds" />
    <TextSetting draft={draft} name="slowReplyText" on="slowReplyOn" seconds="slowReplySeconds" />
  </Section>
);

const After = ({ draft }: SectionProps) => (
  <Section name="after">
    <SwitchSetting draft={draft} name="satisfactionOn" />
    {settingOf(draft, 'satisfactionOn') ? (
      <ChoiceSetting draft={draft} name="satisfactionAsk" values={['at_close', 'by_agent']} />
    ) : null}
    <ChoiceSetting draft={draft} name="wrapUp" values={['off', 'optional', 'required']} />
  </Section>
);
