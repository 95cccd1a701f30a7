// Builds the front ends whose sources have changed since their last build. `npm start` calls it; by hand: npm run build.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const ROOT = join(import.meta.dirname, '..');
const FRONT_ENDS = ['widget', 'console'];
const INGREDIENTS = ['packages/contract', 'packages/client', 'package-lock.json', 'tsconfig.base.json'];
const COMPRESSED = /\.(js|css|html|svg|json|webmanifest)$/;

/** Builds what is stale; answers with the names of what was built. */
export async function buildFrontEnds(): Promise<string[]> {
  const built: string[] = [];
  for (const name of FRONT_ENDS) {
    const folder = join(ROOT, 'apps', name);
    const stamp = join(folder, 'dist', '.built-from');
    const fingerprint = fingerprintOf(folder);
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) continue;
    console.log(`Building the ${name} …`);
    await runBuild(folder);
    compress(join(folder, 'dist'));
    writeFileSync(stamp, fingerprint);
    built.push(name);
  }
  return built;
}

/** Content, not time: a fresh clone and a switched branch are told apart from a change. */
function fingerprintOf(folder: string): string {
  const hash = createHash('sha256');
  for (const path of [relative(ROOT, folder), ...INGREDIENTS]) {
    for (const file of filesBelow(join(ROOT, path))) hash.update(relative(ROOT, file)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !['node_modules', 'dist', 'test-results'].includes(entry.name) && !entry.name.includes('.test.'))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => filesBelow(join(path, entry.name)));
}

function runBuild(folder: string): Promise<void> {
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { scripts: { build: string } };
  return new Promise((resolve, reject) => {
    const path = `${join(ROOT, 'node_modules/.bin')}:${process.env['PATH']}`;
    const child = spawn(scripts.build, {
      cwd: folder,
      shell: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PATH: path, NODE_ENV: 'production' },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
      });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`Building ${folder} failed:\n${output}`))));
  });
}

/** Next to each text file its smaller twins, so that the server never compresses while somebody waits. */
function compress(folder: string): void {
  for (const file of filesBelow(folder)) {
    if (!COMPRESSED.test(file)) continue;
    const bytes = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const built = await buildFrontEnds();
  console.log(built.length === 0 ? 'Everything is built.' : `Built: ${built.join(', ')}`);
}
