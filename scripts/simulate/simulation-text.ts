import type { Simulation, SimulationFigures, SimulationOutcome } from '@cskefu/contract';

const percent = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(1)} %`);
const seconds = (value: number | null) => (value === null ? '–' : `${value.toFixed(1)} s`);
const count = (value: number | null) => (value === null ? '–' : String(value));

const lines: readonly (readonly [string, (figures: SimulationFigures) => string])[] = [
  ['conversations', ({ offered }) => count(offered)],
  ['served', ({ served }) => count(served)],
  ['abandoned', ({ abandoned, abandonment }) => `${abandoned} (${percent(abandonment)})`],
  ['unserved', ({ unserved }) => count(unserved)],
  ['average wait', ({ averageWait }) => seconds(averageWait)],
  ['median wait', ({ medianWait }) => seconds(medianWait)],
  ['80 % waited at most', ({ p80Wait }) => seconds(p80Wait)],
  ['95 % waited at most', ({ p95Wait }) => seconds(p95Wait)],
  ['longest wait', ({ longestWait }) => seconds(longestWait)],
  ['service level', ({ serviceLevel }) => percent(serviceLevel)],
  ['occupancy', ({ occupancy }) => percent(occupancy)],
  ['conversations at a time', ({ concurrency }) => count(concurrency)],
];

type Column = readonly [string, SimulationOutcome];

/** For people: everything together, each group, each hour; what happened beside what would have. */
export function simulationText({ day, targetSeconds, happened, replayed, changed }: Simulation): string {
  const columns: Column[] = [
    ...(happened ? [['happened', happened] as const] : []),
    ['replayed', replayed],
    ...(changed ? [['changed', changed] as const] : []),
  ];
  const names = columns.map(([name]) => name);
  const figures = (of: (outcome: SimulationOutcome) => SimulationFigures | undefined) =>
    lines.map(([label, say]) => [label, ...columns.map(([, outcome]) => sayOf(of(outcome), say))]);
  const groups = day.groups.length < 2 ? [] : day.groups;
  return [
    `${day.begin} · ${day.conversations} conversations, ${day.agents.length} agents, ${day.groups.length} groups · target ${targetSeconds} s`,
    table(
      ['', ...names],
      figures(({ total }) => total),
    ),
    ...groups.map(({ id, name }) =>
      table(
        [name, ...names],
        figures((outcome) => outcome.groups.find((group) => group.id === id)?.figures),
      ),
    ),
    table(
      ['hour', ...names.map((name) => `${name}: n, wait, level, occupancy`)],
      replayed.hours.flatMap(({ hour }) => hourLine(hour, columns)),
    ),
  ].join('\n\n');
}

const sayOf = (figures: SimulationFigures | undefined, say: (figures: SimulationFigures) => string) =>
  figures ? say(figures) : '–';

function hourLine(hour: number, columns: readonly Column[]): string[][] {
  const cells = columns.map(([, { hours }]) => hours.find((one) => one.hour === hour));
  if (cells.every((cell) => (cell?.offered ?? 0) === 0)) return [];
  const say = (cell: (typeof cells)[number]) =>
    cell
      ? `${cell.offered}, ${seconds(cell.averageWait)}, ${percent(cell.serviceLevel)}, ${percent(cell.occupancy)}`
      : '–';
  return [[`${String(hour).padStart(2, '0')}:00`, ...cells.map(say)]];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('   ');
  return [line(head), widths.map((width) => '─'.repeat(width)).join('───'), ...rows.map(line)].join('\n');
}
