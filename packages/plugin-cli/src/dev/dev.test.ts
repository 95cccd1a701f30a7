import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../cli/run.ts';
import { listen } from '../testing/listen.ts';
import { runCommand } from '../testing/run-command.ts';
import { writePlugin } from '../testing/write-plugin.ts';

const HASH = 'a'.repeat(64);
const read = {
  hash: HASH,
  plugin: { permissions: ['storage'], hosts: [] },
  change: { kind: 'install', addedPermissions: ['storage'], addedHosts: [] },
};
const installed = { id: 'acme.greeter', version: '1.0.0', condition: 'ready', nodes: [] };
const line = { id: '1', at: '2026-11-26T08:00:00.000Z', level: 'info', source: 'log', message: 'hello', fields: null };

/** Answers as a desk would; that a real one does is a test of the desk. */
const startDesk = () => {
  let looks = 0;
  return listen(({ url }) => {
    if (url.endsWith('/packages')) return read;
    if (url.endsWith('/install')) return installed;
    looks += 1;
    return { items: looks > 1 ? [line] : [], nextCursor: null };
  });
};

test('installs what was built, with what it asks for', async () => {
  const desk = await startDesk();
  const { code, output } = await runCommand(writePlugin(), 'dev', '--once', '--desk', desk.url, '--token', 'csk_1');
  expect([code, output]).toEqual([0, expect.stringMatching(/granted: storage\n✓ acme.greeter 1.0.0 runs \(built/)]);
  const [, install] = desk.heard;
  expect(install).toMatchObject({
    url: `/api/plugins/packages/${HASH}/install`,
    headers: { authorization: 'Bearer csk_1' },
  });
  expect(JSON.parse(String(install?.body))).toEqual({ permissions: ['storage'], hosts: [] });
});

/** `dev` in a folder of its own, and what it says. */
async function watch() {
  const desk = await startDesk();
  const folder = writePlugin();
  const said: string[] = [];
  const say = (words: string) => void said.push(words);
  const environment = { CSKEFU_DESK: desk.url, CSKEFU_TOKEN: 'csk_1' };
  const running = run(['dev'], { folder, environment, say, complain: say });
  return { desk, folder, said, running };
}

test('installs again after a change, survives a mistake, and shows the log', async () => {
  const { desk, folder, said, running } = await watch();
  const source = join(folder, 'src/index.ts');
  const good = readFileSync(source, 'utf8');
  await expect.poll(() => said.join()).toContain('watching');
  writeFileSync(source, 'export default {');
  await expect.poll(() => said.join()).toContain('cannot be bundled');
  writeFileSync(source, good.replace('%name%', 'Greeter'));
  await expect.poll(() => said.filter((each) => each.startsWith('✓')).length).toBe(2);
  await expect.poll(() => said).toContain('08:00:00.000 info  hello');
  // The same archive again is not worth a swap.
  const asked = desk.heard.filter(({ method }) => method === 'POST').length;
  writeFileSync(join(folder, 'src/another.test.ts'), '');
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(desk.heard.filter(({ method }) => method === 'POST')).toHaveLength(asked);
  // Whoever takes a mistake back is told that all is well.
  const mended = readFileSync(source, 'utf8');
  writeFileSync(source, 'export default {');
  await expect.poll(() => said.at(-1)).toContain('cannot be bundled');
  writeFileSync(source, mended);
  await expect.poll(() => said.at(-1)).toBe('✓ acme.greeter: as it runs already');
  process.emit('SIGINT');
  expect(await running).toBe(0);
});

test('a new version that stands in package.json last is taken, too', async () => {
  const { folder, said, running } = await watch();
  await expect.poll(() => said.join()).toContain('watching');
  const raise = (file: string) =>
    writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').replaceAll('1.0.0', '1.1.0'));
  raise('src/index.ts');
  await expect.poll(() => said.at(-1)).toContain('package.json 1.0.0');
  raise('package.json');
  await expect.poll(() => said.filter((each) => each.startsWith('✓')).length).toBe(2);
  process.emit('SIGINT');
  expect(await running).toBe(0);
});

test('says what to do without a token, without a desk, and when the desk refuses', async () => {
  const folder = writePlugin();
  const once = (...more: string[]) => runCommand(folder, 'dev', '--once', ...more);
  expect((await once()).output).toContain('CSKEFU_TOKEN');
  expect((await once('--token', 'x', '--desk', 'http://127.0.0.1:1')).output).toContain('Is the desk running');
  const strict = await listen(() => 401);
  expect(await once('--token', 'x', '--desk', strict.url)).toMatchObject({
    code: 1,
    output: expect.stringContaining('http_401'),
  });
});
