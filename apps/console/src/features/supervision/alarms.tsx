import type { Wall, WallAlarm } from '@cskefu/contract';
import { Button } from 'antd';
import { BellOff, BellRing, Check, TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../components/icon-button.tsx';
import { useDurationText } from '../../components/time.tsx';
import { classNames } from '../../lib/class-names.ts';
import { useStored } from '../../lib/stored.ts';
import { playSound } from '../alerts/sound.ts';
import { useAcknowledge } from './wall.ts';

const keyOf = ({ skillGroupId, kind }: WallAlarm) => `${skillGroupId}:${kind}`;

/** Sounds when an alarm goes on that nobody minds yet. */
const useAlarmSound = (alarms: readonly WallAlarm[], on: boolean) => {
  const known = useRef(new Set<string>());
  useEffect(() => {
    const open = alarms.filter(({ acknowledged }) => acknowledged === null).map(keyOf);
    if (on && open.some((key) => !known.current.has(key))) playSound();
    known.current = new Set(open);
  }, [alarms, on]);
};

const Alarm = ({ alarm, group }: { alarm: WallAlarm; group: string }) => {
  const { t } = useTranslation();
  const duration = useDurationText();
  const acknowledge = useAcknowledge();
  const { kind, limit, acknowledged } = alarm;
  const shown = kind === 'longest_wait' ? duration(limit * 1_000) : limit;
  return (
    <li className={classNames('alarm', acknowledged && 'alarm-minded')}>
      <TriangleAlert size={16} aria-hidden="true" />
      <span>
        <strong>{group}</strong> {t(`supervision.alarms.${kind}`, { limit: shown })}
      </span>
      {acknowledged ? (
        <small>
          <Check size={12} aria-hidden="true" /> {t('supervision.mindedBy', { name: acknowledged.by })}
        </small>
      ) : (
        <Button
          size="small"
          loading={acknowledge.isPending}
          onClick={() => acknowledge.mutate({ id: alarm.skillGroupId, kind })}
        >
          {t('supervision.acknowledge')}
        </Button>
      )}
    </li>
  );
};

/** What has gone beyond its limit, told to everybody who looks, and aloud if they like. */
export const Alarms = ({ wall }: { wall: Wall }) => {
  const { t } = useTranslation();
  const [sound, setSound] = useStored('cskefu.alarm-sound', false);
  useAlarmSound(wall.alarms, sound);
  const names = new Map(wall.groups.map(({ id, name }) => [id, name]));
  return (
    <section className="alarms" aria-label={t('supervision.alarmsTitle')}>
      <ul aria-live="polite">
        {wall.alarms.map((alarm) => (
          <Alarm key={keyOf(alarm)} alarm={alarm} group={names.get(alarm.skillGroupId) ?? ''} />
        ))}
        {wall.alarms.length === 0 ? <li className="alarm-none">{t('supervision.noAlarms')}</li> : null}
      </ul>
      <IconButton
        label={sound ? t('supervision.soundOff') : t('supervision.soundOn')}
        icon={sound ? <BellRing size={16} /> : <BellOff size={16} />}
        aria-pressed={sound}
        onClick={() => setSound(!sound)}
        placement="left"
      />
    </section>
  );
};
