import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

interface Found {
  readonly executablePath?: string;
  readonly env?: Record<string, string>;
}

/** An installed Chromium, else the one from npm with the libraries it brings, else Playwright's own. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  return chromium.launch({
    args: FLAGS,
    ...(executablePath ? { executablePath } : {}),
    env: { ...(process.env as Record<string, string>), ...env },
  });
}

async function findChromium(): Promise<Found> {
  const installed = INSTALLED.find((path) => existsSync(path));
  if (installed) return { executablePath: installed };
  return (await unpackFromNpm()) ?? {};
}

async function unpackFromNpm(): Promise<Found | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const { default: packed, inflate } = await import('@sparticuz/chromium');
  const executablePath = await packed.executablePath();
  await inflate(join(import.meta.dirname, '../../node_modules/@sparticuz/chromium/bin/al2023.tar.br'));
  return {
    executablePath,
    env: { LD_LIBRARY_PATH: join(tmpdir(), 'al2023/lib'), FONTCONFIG_PATH: join(tmpdir(), 'fonts') },
  };
}
