import type { OpenRange, WeekdayRange } from '@cskefu/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Draft, settingOf } from '../draft.ts';
import { RangesField } from './ranges-field.tsx';
import { Setting } from './setting.tsx';

const days = [1, 2, 3, 4, 5, 6, 7] as const;
const workdays = [1, 2, 3, 4, 5];

const ofDay = (hours: readonly WeekdayRange[], day: number): OpenRange[] =>
  hours.filter((range) => range.day === day).map(({ from, to }) => ({ from, to }));

/** The hours of each day of the week. */
export const WeekSetting = ({ draft }: { draft: Draft }) => {
  const { t } = useTranslation();
  const hours = settingOf(draft, 'hours');
  const setDays = (changed: readonly number[], ranges: readonly OpenRange[]) =>
    draft.change({
      hours: days.flatMap((day) =>
        (changed.includes(day) ? ranges : ofDay(hours, day)).map((range) => ({ day, ...range })),
      ),
    });
  return (
    <Setting draft={draft} names={['hours']} group help={t('sessionSettings.help.hours')}>
      {() => (
        <fieldset className="week" aria-label={t('sessionSettings.fields.hours')}>
          {days.map((day) => {
            const name = t(`sessionSettings.days.${day}`);
            return (
              <div key={day} className="week-day">
                <span className="week-name">{name}</span>
                <div className="ranges">
                  <RangesField
                    day={name}
                    ranges={ofDay(hours, day)}
                    disabled={draft.disabled}
                    onChange={(ranges) => setDays([day], ranges)}
                  />
                  {day === 1 && !draft.disabled ? (
                    <Button type="link" size="small" onClick={() => setDays(workdays, ofDay(hours, 1))}>
                      {t('sessionSettings.copyToWorkdays')}
                    </Button>
                  ) : null}
                </div>
              </div>
            );
          })}
        </fieldset>
      )}
    </Setting>
  );
};
