import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseConfig, readEnvironment, StartupError } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'cskefu-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const messageOf = (variables: Record<string, string>): string => {
  try {
    parseConfig(variables);
    return 'fits';
  } catch (error) {
    expect(error).toBeInstanceOf(StartupError);
    return (error as Error).message;
  }
};

describe('the configuration', () => {
  test('needs nothing: there is a default for everything', () => {
    expect(parseConfig({})).toMatchObject({
      CC_WEB_PORT: 8035,
      CSKEFU_DATA: './data',
      LOG_LEVEL: 'info',
      FILES_DRIVER: 'local',
      MAX_FILE_MB: 15,
      CSKEFU_DEMO: false,
    });
  });

  test.each([
    ['CC_WEB_PORT', 'http'],
    ['CC_WEB_PORT', '70000'],
    ['CC_SOCKET_PORT', '0'],
    ['PUBLIC_URL', 'desk.example.com'],
    ['TRUST_PROXY', 'maybe'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'mysql://localhost/desk'],
    ['CSKEFU_SECRET', 'abc'],
    ['CSKEFU_DEMO', 'yes please'],
    ['CSKEFU_ADMIN_PASSWORD', 'short'],
    ['FILES_DRIVER', 'ftp'],
    ['FILES_S3_ENDPOINT', 'minio'],
    ['MAX_FILE_MB', '-1'],
    ['VISITOR_MESSAGES_PER_MINUTE', '1.5'],
    ['MESSAGE_BATCH_MAX', '257'],
    ['TONGJI_BAIDU_SITEKEY', '"><script>'],
  ])('says that %s does not fit when it is %j', (name, value) => {
    const message = messageOf({ [name]: value });
    expect(message).toContain(name);
    expect(message.split('\n')).toHaveLength(1);
  });

  test('names every variable that does not fit, and never their secret values', () => {
    const message = messageOf({ CC_WEB_PORT: 'x', LOG_LEVEL: 'y', CSKEFU_SECRET: 'very-secret-value' });
    for (const name of ['CC_WEB_PORT', 'LOG_LEVEL', 'CSKEFU_SECRET']) expect(message).toContain(name);
    expect(message).not.toContain('very-secret-value');
  });

  test('a bucket needs a name', () => {
    expect(messageOf({ FILES_DRIVER: 's3' })).toContain('FILES_S3_BUCKET');
    expect(messageOf({ FILES_DRIVER: 's3', FILES_S3_BUCKET: 'files' })).toBe('fits');
  });

  test('takes what earlier versions wrote for "not used"', () => {
    for (const value of ['off', 'placeholder']) {
      const config = parseConfig({
        TONGJI_BAIDU_SITEKEY: value,
        EXTRAS_LOGIN_BANNER: value,
        EXTRAS_LOGIN_CHATBOX: value,
      });
      expect(config).toMatchObject({
        TONGJI_BAIDU_SITEKEY: null,
        EXTRAS_LOGIN_BANNER: null,
        EXTRAS_LOGIN_CHATBOX: null,
      });
    }
    expect(parseConfig({ LOG_LEVEL: 'info' }).LOG_LEVEL).toBe('info');
    expect(parseConfig({ PUBLIC_URL: 'https://desk.example/' }).PUBLIC_URL).toBe('https://desk.example');
  });
});

describe('where it comes from', () => {
  const file = join(folder, '.env');
  writeFileSync(
    file,
    '# a comment\nCC_WEB_PORT=9000\nLOG_LEVEL="DEBUG"\nEXTRAS_LOGIN_BANNER=欢迎 welcome\nCSKEFU_DATA=\n',
  );

  test('a .env file below the environment; what is empty counts as absent', () => {
    const variables = readEnvironment({ CC_WEB_PORT: '9001', PUBLIC_URL: '  ', LOG_LEVEL: '' }, file);
    expect(variables).toEqual({ CC_WEB_PORT: '9001', LOG_LEVEL: 'DEBUG', EXTRAS_LOGIN_BANNER: '欢迎 welcome' });
  });

  test('without a file, the environment alone', () => {
    expect(readEnvironment({ CC_WEB_PORT: '9001' }, join(folder, 'nothing'))).toEqual({ CC_WEB_PORT: '9001' });
  });
});
