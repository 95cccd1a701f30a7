import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSecretBox, loadSecretKeys, StartupError } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cskefu-secret-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the key of the installation', () => {
  test('is made at the first start, readable by its owner only, and is the same afterwards', () => {
    const first = loadSecretKeys(undefined, folder);
    const file = join(folder, 'secret.key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
    expect(loadSecretKeys(undefined, folder).derive('tokens')).toEqual(first.derive('tokens'));
  });

  test('gives another key for each purpose', () => {
    const keys = loadSecretKeys(undefined, folder);
    expect(keys.derive('tokens')).toHaveLength(32);
    expect(keys.derive('tokens')).not.toEqual(keys.derive('links'));
  });

  test('of the environment is used instead of the file, which is not even made', () => {
    const secret = randomBytes(32).toString('hex');
    expect(loadSecretKeys(secret, folder).derive('a')).toEqual(
      loadSecretKeys(secret.toUpperCase(), '/nowhere').derive('a'),
    );
    expect(() => statSync(join(folder, 'secret.key'))).toThrow();
  });

  test('that was damaged is not replaced in silence', () => {
    writeFileSync(join(folder, 'secret.key'), 'half a ke');
    expect(() => loadSecretKeys(undefined, folder)).toThrow(StartupError);
    expect(readFileSync(join(folder, 'secret.key'), 'utf8')).toBe('half a ke');
  });
});

describe('the box for secrets', () => {
  const box = createSecretBox(randomBytes(32));

  test('gives back what was put in, and never looks the same', () => {
    for (const plain of ['', 'secret', '密码 🔑', 'x'.repeat(10_000)]) {
      expect(box.open(box.seal(plain))).toBe(plain);
      expect(box.seal(plain)).not.toBe(box.seal(plain));
    }
    expect(box.seal('secret')).not.toContain('secret');
  });

  test('opens nothing that was changed, cut, or sealed with another key', () => {
    const sealed = Buffer.from(box.seal('secret'), 'base64');
    for (let place = 0; place < sealed.length; place += 1) {
      const changed = Buffer.from(sealed);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(() => box.open(changed.toString('base64'))).toThrow();
      expect(() => box.open(sealed.subarray(0, place).toString('base64'))).toThrow();
    }
    expect(() => createSecretBox(randomBytes(32)).open(sealed.toString('base64'))).toThrow();
  });
});
