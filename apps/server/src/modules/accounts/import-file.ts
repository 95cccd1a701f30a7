import { CsvError, parse } from 'csv-parse/sync';
import { DomainError } from '../../platform/errors/index.ts';

export const IMPORT_COLUMNS = [
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
] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

/** One line of the file as it was written; what is not there is empty. */
export type ImportedLine = { readonly line: number } & Readonly<Record<ImportColumn, string>>;

const REQUIRED: readonly ImportColumn[] = ['username', 'name', 'email', 'password'];
const MAX_ROWS = 1_000;

/** What people write above the columns instead. */
const OTHER_HEADINGS: Readonly<Record<string, ImportColumn>> = {
  用户名: 'username',
  姓名: 'name',
  邮箱: 'email',
  电子邮件: 'email',
  手机: 'mobile',
  手机号: 'mobile',
  密码: 'password',
  初始密码: 'password',
  组织机构: 'unit',
  角色: 'roles',
  管理员: 'administrator',
  坐席: 'agent',
  分机: 'extension',
  分机号: 'extension',
};

/**
 * Reads the lines of a CSV file of accounts.
 * @throws {DomainError} invalid_input: no CSV, a heading that is unknown, missing or there twice, too many rows
 */
export function readImportFile(csv: string): ImportedLine[] {
  const [heading, ...rows] = parseCsv(csv);
  const columns = (heading?.cells ?? []).map(columnOf);
  const missing = REQUIRED.filter((column) => !columns.includes(column));
  if (missing.length > 0) refuse(`has no column ${missing.join(', ')}`);
  if (new Set(columns).size < columns.length) refuse('has a column twice');
  if (rows.length > MAX_ROWS) refuse(`has more than ${MAX_ROWS} rows`);
  return rows.map(({ line, cells }) => {
    if (cells.length > columns.length) refuse(`has more cells in line ${line} than in the heading`);
    const cellOf = (column: ImportColumn) => cells[columns.indexOf(column)] ?? '';
    return {
      line,
      ...(Object.fromEntries(IMPORT_COLUMNS.map((column) => [column, cellOf(column)])) as Record<ImportColumn, string>),
    };
  });
}

function columnOf(heading: string): ImportColumn {
  const name = heading.normalize('NFKC').trim().toLowerCase();
  const column = IMPORT_COLUMNS.find((known) => known === name) ?? OTHER_HEADINGS[name];
  return column ?? refuse(`has an unknown column ${JSON.stringify(heading.slice(0, 40))}`);
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

function parseCsv(csv: string): { line: number; cells: string[] }[] {
  try {
    const options = { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true, info: true } as const;
    const parsed = parse(csv, options) as unknown as Parsed[];
    const filled = parsed.filter(({ record }) => record.some((cell) => cell !== ''));
    return filled.map(({ record, info }) => ({ line: info.lines, cells: record.map(storable) }));
  } catch (error) {
    if (error instanceof CsvError) return refuse(error.message);
    throw error;
  }
}

/** PostgreSQL stores no U+0000 and no half of a character. */
const storable = (cell: string) => cell.replaceAll('\u0000', '').toWellFormed();

function refuse(message: string): never {
  throw new DomainError('invalid_input', { detail: `the file ${message}`, issues: [{ path: 'csv', message }] });
}
