import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run } from '../cli/run.ts';
import { runCommand } from '../testing/run-command.ts';
import { writePlugin } from '../testing/write-plugin.ts';

/** Answers as a desk would; that a real one does is a test of the desk. */
const startDesk = async () => {
  const asked: string[] = [];
  const lines = [
    { id: '1', at: '2026-11-26T08:00:00.000Z', level: 'info', source: 'log', message: 'hello', fields: null },
  ];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString('latin1');
    asked.push(
      `${request.method} ${request.url} ${request.headers.authorization} ${/"permissions":\[[^\]]*\]/.exec(body)?.[0] ?? ''}`,
    );
    const answers: [RegExp, unknown][] = [
      [
        /packages$/,
        {
          hash: 'a'.repeat(64),
          plugin: { permissions: ['storage'], hosts: [] },
          change: { kind: 'install', addedPermissions: ['storage'], addedHosts: [] },
        },
      ],
      [/install$/, { id: 'acme.greeter', version: '1.0.0', condition: 'ready', nodes: [] }],
      [/logs/, { items: asked.filter((each) => each.includes('/logs')).length > 1 ? lines : [], nextCursor: null }],
    ];
    response.end(JSON.stringify(answers.find(([path]) => path.test(request.url ?? ''))?.[1]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}`, asked };
};

test('installs what was built, with what it asks for', async () => {
  const desk = await startDesk();
  const folder = writePlugin();
  const { code, output } = await runCommand(folder, 'dev', '--once', '--desk', desk.url, '--token', 'csk_1');
  expect([code, output]).toEqual([0, expect.stringMatching(/granted: storage\n✓ acme.greeter 1.0.0 runs \(built/)]);
  expect(desk.asked[1]).toBe(
    `POST /api/plugins/packages/${'a'.repeat(64)}/install Bearer csk_1 "permissions":["storage"]`,
  );
});

test('installs again after a change, survives a mistake, and shows the log', async () => {
  const desk = await startDesk();
  const folder = writePlugin();
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const running = run(['dev'], {
    folder,
    environment: { CSKEFU_DESK: desk.url, CSKEFU_TOKEN: 'csk_1' },
    say,
    complain: say,
  });
  const installs = () => said.filter((line) => line.startsWith('✓')).length;
  const source = join(folder, 'src/index.ts');
  const good = readFileSync(source, 'utf8');
  await expect.poll(() => said.join()).toContain('watching');
  writeFileSync(source, 'export default {');
  await expect.poll(() => said.join(), { timeout: 5_000 }).toContain('cannot be bundled');
  writeFileSync(source, good);
  await expect.poll(installs, { timeout: 5_000 }).toBe(2);
  await expect.poll(() => said, { timeout: 5_000 }).toContain('08:00:00.000 info  hello');
  process.emit('SIGINT');
  expect(await running).toBe(0);
});

test('says what to do without a token, without a desk, and when the desk refuses', async () => {
  const folder = writePlugin();
  expect((await runCommand(folder, 'dev', '--once')).output).toContain('CSKEFU_TOKEN');
  const nowhere = await runCommand(folder, 'dev', '--once', '--token', 'x', '--desk', 'http://127.0.0.1:1');
  expect([nowhere.code, nowhere.output]).toEqual([1, expect.stringContaining('Is the desk running')]);
});
