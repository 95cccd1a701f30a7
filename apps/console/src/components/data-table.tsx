import type { ReactNode } from 'react';
import { classNames } from '../lib/class-names.ts';
import { SkeletonLine } from './skeleton.tsx';
import './data-table.css';

export interface Column<T> {
  key: string;
  title: string;
  /** A title that only screen readers need, as over a column of buttons. */
  quiet?: boolean;
  render: (row: T) => ReactNode;
}

interface DataTableProps<T> {
  label: string;
  columns: readonly Column<T>[];
  /** Undefined: on its way. */
  rows: readonly T[] | undefined;
  rowKey: (row: T) => string | number;
  dense?: boolean;
  /** Rows to keep free until the first answer. */
  expect?: number;
  muted?: (row: T) => boolean;
}

const widths = ['72%', '48%', '60%'];

/** A table whose head stays in sight; on a phone each row becomes a card. */
export const DataTable = <T,>({
  label,
  columns,
  rows,
  rowKey,
  dense = false,
  expect = 6,
  muted,
}: DataTableProps<T>) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  <section className="data-table-scroll scroll" aria-label={label} tabIndex={0}>
    <table className={classNames('data-table', dense && 'data-table-dense')} aria-busy={!rows}>
      <thead>
        <tr>
          {columns.map(({ key, title, quiet }) => (
            <th key={key} scope="col">
              {quiet ? <span className="visually-hidden">{title}</span> : title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows?.map((row) => (
          <tr key={rowKey(row)} className={classNames(muted?.(row) && 'data-table-muted')}>
            {columns.map(({ key, title, quiet, render }) => (
              <td key={key} data-title={quiet ? undefined : title} data-column={key}>
                {render(row)}
              </td>
            ))}
          </tr>
        )) ??
          Array.from({ length: expect }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows that are not there yet have no other name
            <tr key={at}>
              {columns.map(({ key, quiet }, column) => (
                <td key={key}>{quiet ? null : <SkeletonLine width={widths[(at + column) % 3] ?? '50%'} />}</td>
              ))}
            </tr>
          ))}
      </tbody>
    </table>
  </section>
);
