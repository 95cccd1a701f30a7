export { type Cell, inZone } from './cell.ts';
export { BYTE_ORDER_MARK, csvLine, csvOf } from './csv.ts';
export { xlsxOf } from './xlsx.ts';
