import { describe, expect, test } from 'vitest';
import { codeOfStep, makeSecret, otpauthUri, stepAt, stepOfCode } from './totp.ts';

/** '12345678901234567890', the secret of the test vectors in RFC 6238, Appendix B. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a one-time code', () => {
  test('is what RFC 6238 says it is', () => {
    const vectors = [
      [59, '287082'],
      [1_111_111_109, '081804'],
      [1_111_111_111, '050471'],
      [1_234_567_890, '005924'],
      [2_000_000_000, '279037'],
      [20_000_000_000, '353130'],
    ] as const;
    for (const [seconds, code] of vectors) expect(codeOfStep(SECRET, stepAt(new Date(seconds * 1_000)))).toBe(code);
  });

  test('counts half a minute early or late, no more', () => {
    const now = new Date(1_234_567_890_000);
    const accepted = [-2, -1, 0, 1, 2].map((late) => stepOfCode(SECRET, codeOfStep(SECRET, stepAt(now) + late), now));
    expect(accepted).toEqual([null, stepAt(now) - 1, stepAt(now), stepAt(now) + 1, null]);
  });

  test('comes from a secret that apps can read', () => {
    const secret = makeSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(otpauthUri(secret, '春松客服', '张三'));
    expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual(['otpauth:', 'totp', '/春松客服:张三']);
    expect(uri.searchParams.get('secret')).toBe(secret);
  });
});
