import type { OpenException } from '@cskefu/contract';
import { Button, Input } from 'antd';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Draft, settingOf } from '../draft.ts';
import { RangesField } from './ranges-field.tsx';
import { Setting } from './setting.tsx';

const MOST = 200;

/** The day after the last one of the list, or today. */
const nextDate = (exceptions: readonly OpenException[]): string => {
  const last = exceptions.at(-1)?.date;
  const day = last ? new Date(Date.parse(`${last}T00:00:00Z`) + 86_400_000) : new Date();
  return day.toISOString().slice(0, 10);
};

/** Days that are unlike others: holidays, and Saturdays that are worked. */
export const ExceptionsSetting = ({ draft }: { draft: Draft }) => {
  const { t } = useTranslation();
  const exceptions = settingOf(draft, 'exceptions');
  const set = (index: number, part: Partial<OpenException>) =>
    draft.change({ exceptions: exceptions.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  const dates = exceptions.map(({ date }) => date);
  return (
    <Setting draft={draft} names={['exceptions']} group help={t('sessionSettings.help.exceptions')}>
      {() => (
        <fieldset className="exceptions" aria-label={t('sessionSettings.fields.exceptions')}>
          {exceptions.map(({ date, name, ranges }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: its date may be written over
            <div key={index} className="exception">
              <Input
                type="date"
                aria-label={t('sessionSettings.exceptionDate')}
                value={date}
                status={dates.indexOf(date) === index ? '' : 'error'}
                disabled={draft.disabled}
                onChange={({ target }) => target.value && set(index, { date: target.value })}
              />
              <Input
                aria-label={t('sessionSettings.exceptionName')}
                placeholder={t('sessionSettings.exceptionName')}
                maxLength={60}
                value={name}
                disabled={draft.disabled}
                onChange={({ target }) => set(index, { name: target.value })}
              />
              <RangesField
                day={name || date}
                ranges={ranges}
                disabled={draft.disabled}
                onChange={(next) => set(index, { ranges: next })}
              />
              {draft.disabled ? null : (
                <Button
                  type="text"
                  size="small"
                  icon={<Trash2 size={14} />}
                  aria-label={t('sessionSettings.removeException', { name: name || date })}
                  onClick={() => draft.change({ exceptions: exceptions.filter((_, at) => at !== index) })}
                />
              )}
            </div>
          ))}
          {draft.disabled || exceptions.length >= MOST ? null : (
            <Button
              size="small"
              icon={<Plus size={14} />}
              onClick={() =>
                draft.change({ exceptions: [...exceptions, { date: nextDate(exceptions), name: '', ranges: [] }] })
              }
            >
              {t('sessionSettings.addException')}
            </Button>
          )}
        </fieldset>
      )}
    </Setting>
  );
};
