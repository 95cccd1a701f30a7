import type { Simulation, SimulationFigures, SimulationOutcome } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';
import { BarChart, type Series } from '../../components/charts/bar-chart.tsx';
import { Definition } from './figure-card.tsx';
import { useFigureWords } from './figure-words.ts';

type Column = { key: 'happened' | 'replayed' | 'changed'; tone: Series['tone']; outcome: SimulationOutcome };

/** What happened, what the model makes of it, and what would have been: side by side, as figures and as charts. */
export const WhatIfOutcome = ({ simulation }: { simulation: Simulation }) => {
  const { t } = useTranslation();
  const columns = columnsOf(simulation);
  const { groups } = simulation.day;
  return (
    <>
      <section className="what-if-card" aria-labelledby="what-if-figures">
        <h2 id="what-if-figures">{t('reports.whatIf.outcome')}</h2>
        <p>
          {t('reports.whatIf.outcomeLead', {
            conversations: simulation.day.conversations,
            agents: simulation.day.agents.length,
            seconds: simulation.targetSeconds,
          })}
        </p>
        <FigureTable columns={columns} of={({ total }) => total} />
      </section>
      <Charts columns={columns} />
      {groups.length > 1
        ? groups.map(({ id, name }) => (
            <section key={id} className="what-if-card" aria-label={name}>
              <h2>{name}</h2>
              <FigureTable
                columns={columns}
                of={(outcome) => outcome.groups.find((group) => group.id === id)?.figures}
              />
            </section>
          ))
        : null}
    </>
  );
};

const columnsOf = ({ happened, replayed, changed }: Simulation): Column[] => [
  ...(happened ? [{ key: 'happened' as const, tone: 'was' as const, outcome: happened }] : []),
  { key: 'replayed', tone: 'model', outcome: replayed },
  ...(changed ? [{ key: 'changed' as const, tone: 'brand' as const, outcome: changed }] : []),
];

const rows = [
  'offered',
  'served',
  'abandoned',
  'unserved',
  'averageWait',
  'medianWait',
  'p95Wait',
  'longestWait',
  'serviceLevel',
  'occupancy',
  'concurrency',
] as const satisfies readonly (keyof SimulationFigures)[];
type Row = (typeof rows)[number];

const durations: readonly Row[] = ['averageWait', 'medianWait', 'p95Wait', 'longestWait'];
const shares: readonly Row[] = ['serviceLevel', 'occupancy'];
/** More of it is better; less of it; neither. */
const better: Partial<Record<Row, 1 | -1>> = {
  abandoned: -1,
  unserved: -1,
  averageWait: -1,
  medianWait: -1,
  p95Wait: -1,
  longestWait: -1,
  serviceLevel: 1,
};

interface FigureTableProps {
  columns: readonly Column[];
  of: (outcome: SimulationOutcome) => SimulationFigures | undefined;
}

const FigureTable = ({ columns, of }: FigureTableProps) => {
  const { t } = useTranslation();
  const words = useFigureWords();
  const say = (row: Row) =>
    durations.includes(row) ? words.seconds : shares.includes(row) ? words.share : words.count;
  const replayed = columns.find(({ key }) => key === 'replayed');
  return (
    <div className="what-if-scroll">
      <table className="what-if-table">
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t('reports.whatIf.figure')}</span>
            </th>
            {columns.map(({ key }) => (
              <th key={key} scope="col">
                {t(`reports.whatIf.columns.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row">
                {t(`reports.whatIf.figures.${row}`)}{' '}
                <Definition title={t(`reports.whatIf.figures.${row}`)} text={t(`reports.whatIf.meanings.${row}`)} />
              </th>
              {columns.map(({ key, outcome }) => {
                const value = of(outcome)?.[row];
                const before = replayed && of(replayed.outcome)?.[row];
                return (
                  <td key={key}>
                    {key === 'changed' ? <strong>{say(row)(value)}</strong> : say(row)(value)}
                    {key === 'changed' ? <Delta row={row} value={value} before={before} say={say(row)} /> : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

interface DeltaProps {
  row: Row;
  value: number | null | undefined;
  before: number | null | undefined;
  say: (value: number) => string;
}

/** By how much it is more or less than without the change, and whether that is good. */
const Delta = ({ row, value, before, say }: DeltaProps) => {
  if (value == null || before == null) return null;
  const difference = value - before;
  if (Math.abs(difference) < 0.0005) return null;
  const good = better[row];
  const tone = good === undefined ? '' : difference * good > 0 ? ' what-if-better' : ' what-if-worse';
  return (
    <span className={`what-if-delta${tone}`}>
      {difference > 0 ? '+' : '−'}
      {say(Math.abs(difference))}
    </span>
  );
};

const Charts = ({ columns }: { columns: readonly Column[] }) => {
  const { t } = useTranslation();
  const say = useFigureWords();
  const seriesOf = (values: (outcome: SimulationOutcome) => (number | null)[]): Series[] =>
    columns.map(({ key, tone, outcome }) => ({
      key,
      tone,
      name: t(`reports.whatIf.columns.${key}`),
      values: values(outcome),
    }));
  const waits = columns[0]?.outcome.waits ?? [];
  // Hours in which nothing came in any of them are left out at both ends.
  const busy = columns.flatMap(({ outcome }) =>
    outcome.hours.filter(({ offered }) => offered > 0).map(({ hour }) => hour),
  );
  const hours = Array.from(
    { length: Math.max(0, Math.max(...busy) - Math.min(...busy) + 1) },
    (_, at) => Math.min(...busy) + at,
  );
  const byHour = (figure: (hour: SimulationOutcome['hours'][number]) => number | null) =>
    seriesOf(({ hours: all }) =>
      hours.map((hour) => {
        const found = all.find((one) => one.hour === hour);
        return found ? figure(found) : null;
      }),
    );
  const names = hours.map((hour) => `${hour}:00`);
  const hour = t('reports.whatIf.hour');
  return (
    <div className="report-charts">
      <BarChart
        title={t('reports.whatIf.charts.waits')}
        categoryTitle={t('reports.whatIf.charts.waited')}
        categories={waits.map(({ upTo }) =>
          upTo === null ? `> ${say.seconds(waits.at(-2)?.upTo)}` : `≤ ${say.seconds(upTo)}`,
        )}
        format={say.count}
        unit="count"
        series={seriesOf((outcome) => outcome.waits.map(({ count }) => count))}
      />
      <BarChart
        title={t('reports.whatIf.charts.averageWait')}
        categoryTitle={hour}
        categories={names}
        format={say.seconds}
        unit="seconds"
        series={byHour(({ averageWait }) => averageWait)}
      />
      <BarChart
        title={t('reports.whatIf.charts.serviceLevel')}
        categoryTitle={hour}
        categories={names}
        format={say.share}
        top={1}
        series={byHour(({ serviceLevel }) => serviceLevel)}
      />
      <BarChart
        title={t('reports.whatIf.charts.occupancy')}
        categoryTitle={hour}
        categories={names}
        format={say.share}
        top={1}
        series={byHour(({ occupancy }) => occupancy)}
      />
      <BarChart
        title={t('reports.whatIf.charts.abandoned')}
        categoryTitle={hour}
        categories={names}
        format={say.count}
        unit="count"
        series={byHour(({ abandoned }) => abandoned)}
      />
    </div>
  );
};
