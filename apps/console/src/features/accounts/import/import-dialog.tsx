import type { RouteTable } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { Download, FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { may, useAccount } from '../../../app/session.ts';
import { toast } from '../../../components/toaster.tsx';
import { rolesQuery } from '../../roles/roles.ts';
import { useImportAccounts } from '../accounts.ts';
import { ImportReport } from './import-report.tsx';
import { readCsvFile } from './read-csv-file.ts';
import { CSV_HEADING, csvTemplate } from './template.ts';
import './import-dialog.css';

type Report = RouteTable['POST /api/accounts/import']['output'];
const MOST = 200_000;

/** Many accounts from a table: first a look at every row, then all of them or none. */
export const ImportDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [csv, setCsv] = useState('');
  const [report, setReport] = useState<Report | null>(null);
  const run = useImportAccounts();
  const write = (text: string) => {
    setCsv(text);
    setReport(null);
  };
  const check = () => run.mutate({ csv, dryRun: true }, { onSuccess: setReport });
  const create = () =>
    run.mutate(
      { csv, dryRun: false },
      {
        onSuccess: (done) => {
          if (done.created === 0) return setReport(done);
          toast('good', t('accounts.import.done', { count: done.created }));
          onClose();
        },
      },
    );
  const good = report !== null && report.problems === 0 && report.rows.length > 0;
  return (
    <Modal
      open
      mask={{ closable: false }}
      width={860}
      title={t('accounts.import.title')}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {t('common.cancel')}
        </Button>,
        <Button
          key="check"
          disabled={!csv.trim() || csv.length > MOST}
          loading={run.isPending && !good}
          onClick={check}
        >
          {t('accounts.import.check')}
        </Button>,
        <Button key="create" type="primary" disabled={!good} loading={run.isPending && good} onClick={create}>
          {good ? t('accounts.import.submit', { count: report.rows.length }) : t('accounts.import.act')}
        </Button>,
      ]}
    >
      <p className="dialog-text">{t('accounts.import.text')}</p>
      <Source csv={csv} onChange={write} />
      {csv.length > MOST ? (
        <p className="dialog-error" role="alert">
          {t('errors.too_large')}
        </p>
      ) : null}
      {run.isError ? (
        <p className="dialog-error" role="alert">
          {errorText(run.error)}
        </p>
      ) : null}
      {report ? <ImportReport report={report} /> : null}
    </Modal>
  );
};

const Source = ({ csv, onChange }: { csv: string; onChange: (csv: string) => void }) => {
  const { t } = useTranslation();
  const account = useAccount();
  const file = useRef<HTMLInputElement>(null);
  const roles = useQuery({ ...rolesQuery, enabled: may(account, 'roles:read') });
  const role = roles.data?.find(({ builtIn }) => builtIn === 'agent')?.name ?? '';
  const template = `data:text/csv;charset=utf-8,${encodeURIComponent(csvTemplate(account.orgUnit.name, role))}`;
  return (
    <>
      <div className="import-acts">
        <Button icon={<FileUp size={14} />} onClick={() => file.current?.click()}>
          {t('accounts.import.file')}
        </Button>
        <Button icon={<Download size={14} />} href={template} download="accounts.csv">
          {t('accounts.import.template')}
        </Button>
        <input
          ref={file}
          type="file"
          accept=".csv,text/csv,text/plain"
          hidden
          aria-label={t('accounts.import.file')}
          onChange={({ target }) => {
            const chosen = target.files?.[0];
            target.value = '';
            if (chosen) void readCsvFile(chosen).then(onChange);
          }}
        />
      </div>
      <Input.TextArea
        value={csv}
        spellCheck={false}
        className="import-source"
        aria-label={t('accounts.import.paste')}
        placeholder={`${CSV_HEADING}\nlisi,李四,lisi@example.com,…`}
        autoSize={{ minRows: 5, maxRows: 10 }}
        onChange={(event) => onChange(event.target.value)}
      />
      <p className="import-help">{t('accounts.import.help')}</p>
    </>
  );
};
