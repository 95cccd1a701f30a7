import type { AgentReportRow } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../components/avatar.tsx';
import type { Column } from '../../components/data-table.tsx';
import { useFigureWords } from './figure-words.ts';
import type { ReportsSearch } from './reports-search.ts';

export const agentFigureNames = [
  'conversations',
  'averageWait',
  'firstResponse',
  'replyTime',
  'length',
  'replies',
  'transferredIn',
  'transferredOut',
  'satisfaction',
  'wrappedUp',
  'ready',
  'away',
  'busy',
] as const;
export type AgentFigureName = (typeof agentFigureNames)[number];

const inSeconds: readonly AgentFigureName[] = [
  'averageWait',
  'firstResponse',
  'replyTime',
  'length',
  'ready',
  'away',
  'busy',
];

export const figureOf = (row: AgentReportRow, name: AgentFigureName): number | null => {
  if (name === 'ready' || name === 'away' || name === 'busy') return row.presence?.[name] ?? null;
  return row[name];
};

/** The table of what agents did, by whatever it is grouped. */
export const useAgentColumns = (by: NonNullable<ReportsSearch['by']>): Column<AgentReportRow>[] => {
  const { t } = useTranslation();
  const say = useFigureWords();
  const shown = agentFigureNames.filter((name) => by !== 'skill_group' || !['ready', 'away', 'busy'].includes(name));
  return [
    {
      key: 'who',
      title: t(`reports.by.${by}`),
      render: ({ agent, skillGroup, day }) =>
        agent ? (
          <span className="report-who">
            <Avatar name={agent.name} size="small" />
            {agent.name}
          </span>
        ) : (
          (skillGroup?.name ?? day)
        ),
    },
    ...shown.map((name) => ({
      key: name,
      title: t(`reports.figures.${name}`),
      render: (row: AgentReportRow) => {
        const value = figureOf(row, name);
        if (name === 'satisfaction')
          return value === null ? '–' : `${say.count(value)} (${t('reports.ratings', { count: row.rated })})`;
        return (
          <span className="report-number">{inSeconds.includes(name) ? say.seconds(value) : say.count(value)}</span>
        );
      },
    })),
  ];
};
