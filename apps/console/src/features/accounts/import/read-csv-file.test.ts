import { expect, it } from 'vitest';
import { readCsvFile } from './read-csv-file.ts';

it('reads what a spreadsheet saved, with a byte order mark or in the Chinese encoding', async () => {
  const marked = new Blob([new Uint8Array([0xef, 0xbb, 0xbf]), 'username,name']);
  expect(await readCsvFile(marked)).toBe('username,name');
  const chinese = new Blob([new Uint8Array([0xd5, 0xc5, 0xc8, 0xfd])]);
  expect(await readCsvFile(chinese)).toBe('张三');
});
