import type { RouteTable } from '@cskefu/contract';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../../components/data-table.tsx';
import { oneOf } from '../../../lib/one-of.ts';

type Report = RouteTable['POST /api/accounts/import']['output'];
type Row = Report['rows'][number];

const fields = [
  'username',
  'name',
  'email',
  'mobile',
  'password',
  'unit',
  'roles',
  'administrator',
  'agent',
  'extension',
  'row',
] as const;

/** Every row of the file with what is wrong with it; those with problems come first. */
export const ImportReport = ({ report }: { report: Report }) => {
  const { t } = useTranslation();
  const rows = [...report.rows].sort(
    (one, other) => Number(other.problems.length > 0) - Number(one.problems.length > 0) || one.line - other.line,
  );
  const bad = report.rows.filter(({ problems }) => problems.length > 0).length;
  const wordOf = ({ field, code }: Row['problems'][number]) =>
    t('accounts.import.problem', {
      field: t(`accounts.import.fields.${oneOf(fields, field) ?? 'row'}`),
      problem: t(`accounts.import.codes.${code}`),
    });
  return (
    <div role="status">
      <p className={bad > 0 ? 'import-verdict import-bad' : 'import-verdict'}>
        {bad > 0 ? <CircleAlert size={16} aria-hidden="true" /> : <CircleCheck size={16} aria-hidden="true" />}
        {bad > 0
          ? t('accounts.import.bad', { bad, total: report.rows.length })
          : t('accounts.import.good', { count: report.rows.length })}
      </p>
      <div className="import-rows">
        <DataTable
          dense
          label={t('accounts.import.report')}
          rows={rows}
          rowKey={({ line }) => line}
          columns={[
            { key: 'line', title: t('accounts.import.line'), render: ({ line }) => line },
            { key: 'username', title: t('accounts.fields.username'), render: ({ username }) => username },
            { key: 'name', title: t('accounts.fields.name'), render: ({ name }) => name },
            {
              key: 'problems',
              title: t('accounts.import.result'),
              render: ({ problems }) =>
                problems.length === 0 ? (
                  t('accounts.import.fine')
                ) : (
                  <span className="import-problems">
                    {problems.map((problem) => (
                      <span key={`${problem.field} ${problem.code}`}>{wordOf(problem)}</span>
                    ))}
                  </span>
                ),
            },
          ]}
        />
      </div>
    </div>
  );
};
