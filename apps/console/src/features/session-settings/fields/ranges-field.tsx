import type { OpenRange } from '@cskefu/contract';
import { Button, Input } from 'antd';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

interface RangesFieldProps {
  /** Of what day: for those who hear the page. */
  day: string;
  ranges: readonly OpenRange[];
  disabled: boolean;
  onChange: (ranges: OpenRange[]) => void;
}

const MOST = 6;
/** A browser knows no 24:00. */
const shown = (time: string) => (time === '24:00' ? '00:00' : time);

/** The times of a day: from, to; a second one that is not later lies on the next day. */
export const RangesField = ({ day, ranges, disabled, onChange }: RangesFieldProps) => {
  const { t } = useTranslation();
  const set = (index: number, part: Partial<OpenRange>) =>
    onChange(ranges.map((range, at) => (at === index ? { ...range, ...part } : range)));
  return (
    <div className="ranges">
      {ranges.length === 0 ? <span className="ranges-closed">{t('sessionSettings.closed')}</span> : null}
      {ranges.map((range, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a range is its place
        <span key={index} className="range">
          <Input
            type="time"
            aria-label={t('sessionSettings.fromTime', { day })}
            value={range.from}
            disabled={disabled}
            onChange={({ target }) => target.value && set(index, { from: target.value })}
          />
          <span aria-hidden="true">–</span>
          <Input
            type="time"
            aria-label={t('sessionSettings.toTime', { day })}
            value={shown(range.to)}
            disabled={disabled}
            onChange={({ target }) => target.value && set(index, { to: target.value })}
          />
          {shown(range.to) <= range.from ? <small>{t('sessionSettings.nextDay')}</small> : null}
          {disabled ? null : (
            <Button
              type="text"
              size="small"
              icon={<X size={14} />}
              aria-label={t('sessionSettings.removeTime', { day })}
              onClick={() => onChange(ranges.filter((_, at) => at !== index))}
            />
          )}
        </span>
      ))}
      {disabled || ranges.length >= MOST ? null : (
        <Button
          type="text"
          size="small"
          icon={<Plus size={14} />}
          aria-label={t('sessionSettings.addTime', { day })}
          onClick={() => onChange([...ranges, nextRange(ranges)])}
        />
      )}
    </div>
  );
};

const nextRange = (ranges: readonly OpenRange[]): OpenRange =>
  ranges.length === 0 ? { from: '09:00', to: '18:00' } : { from: '19:00', to: '22:00' };
