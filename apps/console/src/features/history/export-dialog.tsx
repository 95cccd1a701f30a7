import type { HistoryExport } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Progress, Radio } from 'antd';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Moment } from '../../components/time.tsx';
import { fileSize } from '../../lib/file-size.ts';
import { exportsQuery, useRequestExport } from './exports.ts';
import type { HistorySearch } from './history-search.ts';
import './export-dialog.css';

interface ExportDialogProps {
  search: HistorySearch;
  onClose: () => void;
}

/** Asks for a file of what the filters find, and shows how far each one is. It goes on when this is closed. */
export const ExportDialog = ({ search, onClose }: ExportDialogProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [format, setFormat] = useState<HistoryExport['format']>('xlsx');
  const request = useRequestExport(search);
  const files = useQuery(exportsQuery);
  const filtered = Object.keys(search).length > 0;
  return (
    <Dialog title={t('history.export.title')} onClose={onClose}>
      <div className="export-body">
        <p>{filtered ? t('history.export.leadFiltered') : t('history.export.lead')}</p>
        <div className="export-form">
          <Radio.Group
            aria-label={t('history.export.format')}
            value={format}
            onChange={(event) => setFormat(event.target.value as HistoryExport['format'])}
            options={[
              { value: 'xlsx', label: 'Excel (XLSX)' },
              { value: 'csv', label: 'CSV' },
            ]}
          />
          <Button type="primary" loading={request.isPending} onClick={() => request.mutate(format)}>
            {t('history.export.begin')}
          </Button>
        </div>
        {request.isError ? (
          <p className="export-error" role="alert">
            {errorText(request.error)}
          </p>
        ) : null}
        {files.isError && !files.data ? (
          <p className="export-error" role="alert">
            {errorText(files.error)}
          </p>
        ) : null}
        {files.data && files.data.length > 0 ? (
          <section aria-label={t('history.export.files')}>
            <h3>{t('history.export.files')}</h3>
            <ul className="export-files">
              {files.data.map((file) => (
                <ExportLine key={file.id} file={file} />
              ))}
            </ul>
          </section>
        ) : null}
      </div>
    </Dialog>
  );
};

const ExportLine = ({ file }: { file: HistoryExport }) => {
  const { t, i18n } = useTranslation();
  const number = (value: number) => value.toLocaleString(i18n.language);
  const words = {
    waiting: t('history.export.waiting'),
    running:
      file.total === null
        ? t('history.export.counting')
        : t('history.export.running', { written: number(file.written), total: number(file.total) }),
    done: `${t('history.export.rows', { count: file.written, total: number(file.written) })} · ${fileSize(file.size ?? 0, i18n.language)}`,
    failed: t('history.export.failed'),
  };
  const percent = file.total ? Math.round((100 * file.written) / file.total) : 0;
  return (
    <li>
      <span className="export-kind">{file.format.toUpperCase()}</span>
      <span className="export-words" role="status">
        {words[file.state]}
        {file.state === 'running' ? (
          <Progress percent={percent} size="small" aria-label={t('history.export.progress')} />
        ) : null}
      </span>
      <Moment at={file.createdAt} className="export-time" />
      {file.url ? (
        <a className="export-link" href={file.url} download>
          <Download size={14} aria-hidden="true" />
          {t('history.export.download')}
        </a>
      ) : null}
    </li>
  );
};
