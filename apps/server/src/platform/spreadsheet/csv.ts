import { type Cell, Moment } from './cell.ts';

/** Excel takes a file without it for one in the code page of the country. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** One line. A spreadsheet would calculate a cell that begins like a formula: an apostrophe makes it words. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** A whole file, page by page. */
export async function* csvOf(
  headings: readonly string[],
  pages: AsyncIterable<readonly (readonly Cell[])[]>,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(headings);
  for await (const rows of pages) yield rows.map(csvLine).join('');
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number' || cell instanceof Moment) return String(cell);
  const harmless = /^[\s]*[=+\-@]|^[\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
