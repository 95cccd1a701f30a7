import { newId } from '@cskefu/client';
import type { Samples } from './sample.ts';

const passkeyAnswer = { id: 'a', type: 'public-key', response: { clientDataJSON: 'e30' } };

export const accountSamples: Samples = {
  'POST /api/auth/sign-in': { body: { username: 'agent1', password: 'wrong1password', remember: true } },
  'POST /api/auth/change-password': { body: { currentPassword: 'wrong1password', newPassword: 'brandnew7pass' } },
  'POST /api/auth/second-factor': { body: { challenge: 'a', code: '123456', trustDevice: true } },
  'POST /api/auth/passkey': { body: { credential: passkeyAnswer, remember: true } },
  'GET /api/auth/single-sign-on': { query: { remember: '1' } },
  'GET /api/auth/single-sign-on/callback': { query: { state: 'a', code: 'b' } },
  'PATCH /api/me': {
    body: { name: '名字', locale: 'en', email: 'a@b.example', mobile: '13800000000', notifications: { sound: true } },
  },
  'GET /avatars/:accountId/:hash': { params: { accountId: newId(), hash: 'a'.repeat(32) } },
  'DELETE /api/me/sessions/:id': { params: { id: newId() } },
  'POST /api/me/two-factor/begin': { body: { password: 'wrong1password' } },
  'POST /api/me/two-factor/confirm': { body: { code: '123456' } },
  'POST /api/me/two-factor/disable': { body: { password: 'wrong1password', code: '123456' } },
  'POST /api/me/two-factor/recovery-codes': { body: { password: 'wrong1password', code: '123456' } },
  'POST /api/me/passkeys/begin': { body: { password: 'wrong1password' } },
  'POST /api/me/passkeys': { body: { name: '手机', credential: passkeyAnswer } },
  'PATCH /api/me/passkeys/:id': { params: { id: newId() }, body: { name: '手机' } },
  'DELETE /api/me/passkeys/:id': { params: { id: newId() } },
  'POST /api/me/api-tokens': {
    body: { name: '报表', permissions: ['channels:read'], expiresAt: '2027-01-01T00:00:00.000Z', password: 'x' },
  },
  'DELETE /api/me/api-tokens/:id': { params: { id: newId() } },
  'PUT /api/agents/me/presence': { body: { state: 'away' } },
};
