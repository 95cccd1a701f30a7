import { Button, Input, Segmented, Select } from 'antd';
import { Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { may, useAccount } from '../../app/session.ts';
import { UnitPicker } from '../organization/unit-picker.tsx';
import { type DayChoice, profileNames } from './what-if-day.ts';
import { NumberField, WhatIfField } from './what-if-field.tsx';

interface WhatIfDayProps {
  unit: { id: number; name: string };
  day: DayChoice;
  onUnit: (unit: { id: number; name: string }) => void;
  onDay: (part: Partial<DayChoice>) => void;
  busy: boolean;
  onRead: () => void;
}

/** Which day is replayed: one that was, or one that could be. */
export const WhatIfDay = ({ unit, day, onUnit, onDay, busy, onRead }: WhatIfDayProps) => {
  const { t } = useTranslation();
  const choosesUnits = may(useAccount(), 'org-units:read');
  return (
    <section className="what-if-card" aria-labelledby="what-if-day">
      <h2 id="what-if-day">{t('reports.whatIf.day')}</h2>
      <div className="what-if-fields">
        <div className="what-if-field what-if-field-wide">
          <Segmented<DayChoice['kind']>
            block
            aria-label={t('reports.whatIf.day')}
            value={day.kind}
            onChange={(kind) => onDay({ kind })}
            options={[
              { value: 'recorded', label: t('reports.whatIf.recorded') },
              { value: 'generated', label: t('reports.whatIf.generated') },
            ]}
          />
        </div>
        {choosesUnits ? (
          <WhatIfField label={t('reports.whatIf.unit')} wide>
            {(id) => <UnitPicker id={id} value={unit} onChange={(chosen) => chosen && onUnit(chosen)} />}
          </WhatIfField>
        ) : null}
        {day.kind === 'recorded' ? (
          <WhatIfField label={t('reports.whatIf.date')} wide>
            {(id) => (
              <Input
                id={id}
                type="date"
                value={day.date}
                onChange={({ target }) => target.value && onDay({ date: target.value })}
              />
            )}
          </WhatIfField>
        ) : (
          <MadeUp day={day} onDay={onDay} />
        )}
        <NumberField
          label={t(day.kind === 'recorded' ? 'reports.whatIf.fromHour' : 'reports.whatIf.shiftFrom')}
          value={day.fromHour}
          min={0}
          max={23}
          onChange={(fromHour) => fromHour !== null && onDay({ fromHour })}
        />
        <NumberField
          label={t(day.kind === 'recorded' ? 'reports.whatIf.toHour' : 'reports.whatIf.shiftTo')}
          value={day.toHour}
          min={1}
          max={24}
          onChange={(toHour) => toHour !== null && onDay({ toHour })}
        />
        <NumberField
          label={t('reports.whatIf.target')}
          value={day.targetSeconds}
          min={1}
          max={3_600}
          onChange={(targetSeconds) => targetSeconds !== null && onDay({ targetSeconds })}
        />
      </div>
      <Button type="primary" block icon={<Play size={14} />} loading={busy} onClick={onRead}>
        {t('reports.whatIf.read')}
      </Button>
    </section>
  );
};

const MadeUp = ({ day, onDay }: Pick<WhatIfDayProps, 'day' | 'onDay'>) => {
  const { t } = useTranslation();
  return (
    <>
      <NumberField
        label={t('reports.whatIf.perDay')}
        value={day.perDay}
        min={1}
        max={10_000}
        step={50}
        onChange={(perDay) => perDay !== null && onDay({ perDay })}
      />
      <WhatIfField label={t('reports.whatIf.profile')}>
        {(id) => (
          <Select
            id={id}
            value={day.profile}
            onChange={(profile) => onDay({ profile })}
            options={profileNames.map((value) => ({ value, label: t(`reports.whatIf.profiles.${value}`) }))}
          />
        )}
      </WhatIfField>
      <NumberField
        label={t('reports.whatIf.handling')}
        value={day.handlingMinutes}
        min={0.5}
        max={240}
        step={0.5}
        onChange={(handlingMinutes) => handlingMinutes !== null && onDay({ handlingMinutes })}
      />
      <NumberField
        label={t('reports.whatIf.patience')}
        value={day.patienceMinutes}
        min={0.5}
        max={600}
        placeholder={t('reports.whatIf.endless')}
        onChange={(patienceMinutes) => onDay({ patienceMinutes })}
      />
      <NumberField
        label={t('reports.whatIf.agents')}
        value={day.agents}
        min={0}
        max={500}
        onChange={(agents) => agents !== null && onDay({ agents })}
      />
      <NumberField
        label={t('reports.whatIf.capacity')}
        value={day.capacity}
        min={1}
        max={999}
        onChange={(capacity) => capacity !== null && onDay({ capacity })}
      />
    </>
  );
};
