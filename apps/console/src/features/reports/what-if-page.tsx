import type { Simulation } from '@cskefu/contract';
import { useMutation } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentUnit } from '../../app/current-unit.ts';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { useAccount } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { runSimulation, timeZone, today } from './reports.ts';
import { WhatIfChange } from './what-if-change.tsx';
import { AS_IT_WAS, type ChangeChoice, changeOf, type DayChoice, dayOf } from './what-if-day.ts';
import { WhatIfDay } from './what-if-day-form.tsx';
import { WhatIfOutcome } from './what-if-outcome.tsx';

const usualDay: DayChoice = {
  kind: 'recorded',
  date: today(-1),
  perDay: 600,
  profile: 'office',
  handlingMinutes: 7,
  agents: 8,
  capacity: 1,
  fromHour: 9,
  toHour: 18,
  patienceMinutes: 10,
  targetSeconds: 30,
};
const NO_CHANGE: ChangeChoice = { arrivals: 1, handling: 1, groups: {} };

/** What one more agent or another setting would have changed: a day, read or made up, replayed by the rules of routing. */
export const WhatIfPage = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const account = useAccount();
  const [unit, setUnit] = useState(useCurrentUnit() ?? account.orgUnit);
  const [day, setDay] = useState(usualDay);
  const [change, setChange] = useState(NO_CHANGE);
  const [read, setRead] = useState<Simulation | null>(null);
  const run = useMutation({
    mutationFn: (withChange: boolean) =>
      runSimulation(unit.id, {
        day: dayOf(day, timeZone),
        change: withChange && read ? changeOf(change, day, read.day.agents) : null,
        targetSeconds: day.targetSeconds,
        seed: 1,
      }),
    onSuccess: setRead,
  });
  usePageTitle(`${t('reports.pages.whatIf')} · ${t('app.name')}`);

  /** Another day, nothing known of it. */
  const forget = () => {
    setRead(null);
    setChange(NO_CHANGE);
    run.reset();
  };
  return (
    <Page wide title={t('reports.pages.whatIf')} lead={t('reports.whatIfLead')}>
      <div className="what-if">
        <div className="what-if-form">
          <WhatIfDay
            unit={unit}
            day={day}
            onUnit={(next) => {
              setUnit(next);
              forget();
            }}
            onDay={(part) => {
              setDay({ ...day, ...part });
              forget();
            }}
            busy={run.isPending && !read}
            onRead={() => run.mutate(false)}
          />
          {read && read.day.conversations > 0 ? (
            <WhatIfChange
              day={read.day}
              change={change}
              onChange={(part) => setChange({ ...change, ...part })}
              onGroup={(id, part) =>
                setChange({
                  ...change,
                  groups: { ...change.groups, [id]: { ...(change.groups[id] ?? AS_IT_WAS), ...part } },
                })
              }
              busy={run.isPending}
              onRun={() => run.mutate(true)}
            />
          ) : null}
        </div>
        <div className="what-if-outcome" aria-busy={run.isPending} aria-live="polite">
          {run.isError ? (
            <Failure
              title={t('reports.whatIfFailed')}
              text={errorText(run.error)}
              onRetry={() => run.mutate(read !== null)}
            />
          ) : !read ? (
            <Notice icon={FlaskConical} title={t('reports.whatIfBegin')} text={t('reports.whatIfBeginText')} />
          ) : read.day.conversations === 0 ? (
            <Notice icon={FlaskConical} title={t('reports.whatIfNothing')} text={t('reports.whatIfNothingText')} />
          ) : (
            <WhatIfOutcome simulation={read} />
          )}
        </div>
      </div>
    </Page>
  );
};
