import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { type Cell, csvOf, inZone, xlsxOf } from './index.ts';

const at = inZone('Asia/Shanghai')('2026-11-25T16:30:00.000Z');
const rows: Cell[][] = [
  ['=HYPERLINK("http://evil")', 3, at, null],
  ['a,"b"\n<&>\u0001', -1.5, null, '👋'],
];

async function* pages() {
  yield rows.slice(0, 1);
  yield rows.slice(1);
}

async function collect<T>(all: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of all) found.push(one);
  return found;
}

test('a CSV file holds no formula, and moments of somebody’s wall', async () => {
  const file = (await collect(csvOf(['一', '二', '三', '四'], pages()))).join('');
  expect(file).toBe(
    '\uFEFF一,二,三,四\r\n"\'=HYPERLINK(""http://evil"")",3,2026-11-26 00:30:00,\r\n"a,""b""\n<&>\u0001",-1.5,,👋\r\n',
  );
});

test('a workbook holds the same as inline strings, numbers and dates', async () => {
  const chunks = await collect(xlsxOf('会话/历史', ['一', '二', '三', '四'], pages()));
  const parts = unzipSync(Buffer.concat(chunks));
  const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] as Uint8Array);
  expect(sheet).toContain('<c r="A1" t="inlineStr" s="2"><is><t xml:space="preserve">一</t></is></c>');
  expect(sheet).toContain(
    '<c r="A2" t="inlineStr"><is><t xml:space="preserve">=HYPERLINK(&quot;http://evil&quot;)</t></is></c>',
  );
  expect(sheet).not.toContain('<f>');
  expect(sheet).toContain('<c r="B2"><v>3</v></c><c r="C2" s="1"><v>46352.02083333</v></c></row>');
  expect(sheet).toContain('a,&quot;b&quot;\n&lt;&amp;&gt;</t>');
  expect(strFromU8(parts['xl/workbook.xml'] as Uint8Array)).toContain('name="会话 历史"');
  expect(Object.keys(parts)).toContain('[Content_Types].xml');
});
