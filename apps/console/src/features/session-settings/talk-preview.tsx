import type { Locale, SettingName } from '@cskefu/contract';
import { Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../lib/class-names.ts';
import { type Draft, settingOf } from './draft.ts';
import { filled, type TextName } from './texts.ts';

const samples: Record<Locale, Record<string, string>> = {
  'zh-CN': { agent: '张三', position: '3', estimate: '约 5 分钟', opening: '11月30日星期一 09:00' },
  en: { agent: 'Li Wei', position: '3', estimate: 'about 5 minutes', opening: 'on Monday, November 30 at 09:00' },
};

/** In the order in which a visitor may meet them. */
const occasions: readonly { name: TextName; on?: Extract<SettingName, `${string}On`> }[] = [
  { name: 'welcomeText', on: 'welcomeOn' },
  { name: 'offHoursText', on: 'hoursOn' },
  { name: 'nobodyText', on: 'nobodyOn' },
  { name: 'busyText', on: 'busyOn' },
  { name: 'queueTimeoutText', on: 'queueTimeoutOn' },
  { name: 'assignedText', on: 'assignedOn' },
  { name: 'slowReplyText', on: 'slowReplyOn' },
  { name: 'idleWarningText', on: 'idleWarningOn' },
  { name: 'idleCloseText', on: 'idleCloseOn' },
  { name: 'closingText', on: 'closingOn' },
];

/** What a visitor sees of it, with examples for what is filled in. */
export const TalkPreview = ({ draft, focused }: { draft: Draft; focused: SettingName | null }) => {
  const { t, i18n } = useTranslation();
  const [locale, setLocale] = useState<Locale>(i18n.language === 'en' ? 'en' : 'zh-CN');
  const builtIn = draft.saved.builtIn[locale];
  const shown = occasions.filter(({ on }) => on === undefined || settingOf(draft, on));
  const sender = settingOf(draft, 'senderName') || builtIn['senderName'];
  const current = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (focused) current.current?.scrollIntoView({ block: 'nearest' });
  }, [focused]);
  return (
    <figure className="talk-preview" aria-label={t('sessionSettings.preview')}>
      <figcaption>
        {t('sessionSettings.preview')}
        <Segmented<Locale>
          size="small"
          value={locale}
          onChange={setLocale}
          options={[
            { value: 'zh-CN', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </figcaption>
      <ol className="talk-preview-body scroll" lang={locale}>
        {shown.map(({ name }) => (
          <li
            key={name}
            ref={name === focused ? current : undefined}
            className={classNames(name === focused && 'talk-focused')}
          >
            <small>{t(`sessionSettings.occasions.${name as 'welcomeText'}`)}</small>
            <span className="talk-sender">{sender}</span>
            <p className="talk-bubble">{filled(settingOf(draft, name) || (builtIn[name] ?? ''), samples[locale])}</p>
          </li>
        ))}
        {shown.length === 0 ? <li className="talk-nothing">{t('sessionSettings.nothingSaid')}</li> : null}
      </ol>
    </figure>
  );
};
