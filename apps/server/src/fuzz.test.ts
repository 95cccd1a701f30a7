import { newId } from '@cskefu/client';
import { type RouteDefinition, routes } from '@cskefu/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { spicyValue, spoiled } from './testing/spicy.ts';
import { beginTalk } from './testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk, type TestVisitor } from './testing/test-desk.ts';
import type { TestSocket } from './testing/test-socket.ts';

let desk: TestDesk;
let agent: TestAgent;
let chief: TestAgent;
let visitor: TestVisitor;
let conversationId: string;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent();
  chief = await desk.buildAgent({ superAdministrator: true });
  ({ visitor, conversationId } = await beginTalk(desk, { agent }));
});
afterAll(async () => {
  expect(desk.logs.filter((line) => /request failed|could not be stored|unhandled/.test(line))).toEqual([]);
  await desk.stop();
});

const message = { kind: 'text', text: '你好' };
const cursor = `2026-01-01T00:00:00.000Z_${newId()}`;

const passkeyAnswer = { id: 'a', type: 'public-key', response: { clientDataJSON: 'e30' } };

/** Something valid to say at each route: what is made of it is not. */
const samples: Record<string, { params?: object; query?: object; body?: object }> = {
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
  'GET /api/supervision/conversations': {
    query: {
      state: 'active',
      agentId: newId(),
      skillGroupId: 2,
      longerThanMinutes: 5,
      unansweredForSeconds: 60,
      cursor: `2026-01-01T00:00:00.000Z_${newId()}`,
      limit: 10,
    },
  },
  'POST /api/conversations/:id/watch': { params: { id: newId() } },
  'POST /api/conversations/:id/whisper': { params: { id: newId() }, body: { id: newId(), text: '请先安抚客户' } },
  'POST /api/conversations/:id/intervene': { params: { id: newId() }, body: { id: newId(), text: '我来处理' } },
  'POST /api/conversations/:id/take-over': {
    params: { id: newId() },
    body: { fromAgentId: newId(), reason: '客户投诉' },
  },
  'POST /api/conversations/:id/transfer-served': {
    params: { id: newId() },
    body: { fromAgentId: newId(), to: { skillGroupId: 1 }, memo: '请接手' },
  },
  'POST /api/conversations/:id/close-served': { params: { id: newId() }, body: { reason: '骚扰' } },
  'POST /api/org-units/:id/alarms/:kind/acknowledge': { params: { id: 1, kind: 'waiting' } },
  'GET /api/org-units/:id/supervision-settings': { params: { id: 1 } },
  'PATCH /api/org-units/:id/supervision-settings': {
    params: { id: 1 },
    body: {
      answerWithinSeconds: 30,
      serviceLevelTarget: 80,
      alarmWaiting: 5,
      alarmLongestWaitSeconds: 60,
      alarmServiceLevel: 70,
      alarmNoAgentReady: true,
      awayReasons: [{ name: '午餐', maxMinutes: 60 }],
    },
  },
  'GET /api/presence-log': {
    query: {
      agentId: newId(),
      state: 'away',
      reason: '午餐',
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-02-01T00:00:00.000Z',
      cursor: '1_2',
      limit: 10,
    },
  },
  'GET /api/presence-log/sums': {
    query: { agentId: newId(), from: '2026-01-01T00:00:00.000Z', to: '2026-01-08T00:00:00.000Z' },
  },
  'GET /api/presence-log/export': { query: { state: 'away', from: '2026-01-01T00:00:00.000Z' } },
  'GET /api/online-visitors': {
    query: {
      channelId: 'site',
      page: '茶',
      region: '江苏',
      conversation: 'with',
      sort: 'page',
      cursor: '50',
      limit: 10,
    },
  },
  'GET /api/online-visitors/:id/trail': { params: { id: newId() } },
  'GET /api/conversations/:id/visitor-trail': { params: { id: newId() } },
  'POST /api/online-visitors/:id/invite': { params: { id: newId() }, body: { text: '您好' } },
  'POST /api/visitor/invitations/:id/accept': { params: { id: newId() } },
  'POST /api/visitor/invitations/:id/refuse': { params: { id: newId() } },
  'GET /api/channels/:id/invitations': { params: { id: 'site' } },
  'PUT /api/channels/:id/invitations': {
    params: { id: 'site' },
    body: {
      text: '您好',
      coolDownMinutes: 30,
      expireMinutes: 5,
      rules: [
        {
          id: newId(),
          name: '价格页',
          enabled: true,
          seconds: 30,
          page: '/price*',
          visits: 2,
          workingHours: true,
          whenReady: true,
          text: '您好',
        },
      ],
    },
  },
  'GET /api/channel-kinds': {},
  'GET /api/channel-notices': {},
  'GET /api/channels/:id/config': { params: { id: 'site' } },
  'PUT /api/channels/:id/config': { params: { id: 'site' }, body: { values: { endpoint: 'https://a.example' } } },
  'POST /api/channels/:id/config/generate': { params: { id: 'site' }, body: { path: 'secret' } },
  'POST /api/channels/:id/test': { params: { id: 'site' } },
  'POST /api/channels/:id/provision': { params: { id: 'site' } },
  'POST /api/channels/:id/deprovision': { params: { id: 'site' } },
  'GET /api/channels/:id/status': { params: { id: 'site' } },
  'GET /api/channels/:id/deliveries': { params: { id: 'site' }, query: { state: 'sent', cursor: newId(), limit: 10 } },
  'GET /api/channels/:id/inbound-requests': {
    params: { id: 'site' },
    query: { state: 'failed', cursor: '7', limit: 10 },
  },
  'GET /api/channels/:id/inbound-requests/:requestId': { params: { id: 'site', requestId: newId() } },
  'POST /api/channels/:id/inbound-requests/:requestId/replay': { params: { id: 'site', requestId: newId() } },
  'POST /api/channels/:id/inbound-requests/replay': { params: { id: 'site' } },
  'GET /api/conversations/:id/channel': { params: { id: newId() } },
  'GET /api/conversations/:id/deliveries': { params: { id: newId() }, query: { before: 9, limit: 10 } },
  'GET /api/conversations/:id/deliveries/:deliveryId': { params: { id: newId(), deliveryId: newId() } },
  'POST /api/conversations/:id/deliveries/:deliveryId/resend': { params: { id: newId(), deliveryId: newId() } },
  'GET /api/channels': { query: { cursor: 'a', limit: 10 } },
  'GET /api/channels/:id': { params: { id: 'site' } },
  'PATCH /api/channels/:id': {
    params: { id: 'site' },
    body: {
      name: '官网',
      enabled: true,
      settings: {
        color: '#000000',
        offsetX: 1,
        title: '题',
        avatarUrl: '/a.png',
        allowedOrigins: ['https://a.example'],
        draftPreview: true,
      },
    },
  },
  'GET /api/channels/:id/identity-secret': { params: { id: 'site' } },
  'GET /api/conversations': { query: { view: 'waiting', cursor, limit: 10 } },
  'GET /api/conversations/:id': { params: { id: newId() } },
  'GET /api/conversations/:id/events': { params: { id: newId() }, query: { before: 9, after: 1, limit: 10 } },
  'POST /api/conversations/:id/messages': { params: { id: newId() }, body: { id: newId(), message } },
  'POST /api/conversations/:id/take': { params: { id: newId() }, query: { exceed: '1' } },
  'POST /api/conversations/:id/move': { params: { id: newId() }, body: { skillGroupId: 1 } },
  'PUT /api/conversations/:id/priority': { params: { id: newId() }, body: { priority: 3 } },
  'POST /api/conversations/:id/close-waiting': { params: { id: newId() } },
  'GET /api/queue': { query: { skillGroupId: 1, cursor: '0', limit: 10 } },
  'GET /api/queue/groups': { query: { cursor: '0', limit: 10 } },
  'POST /api/conversations/:id/recall': { params: { id: newId() }, body: { messageId: newId() } },
  'POST /api/visitor/messages/:id/recall': { params: { id: newId() } },
  'GET /api/conversations/:id/colleagues': { params: { id: newId() }, query: { search: '张', limit: 5 } },
  'GET /api/conversations/:id/transfer-targets': {
    params: { id: newId() },
    query: { kind: 'agent', search: '张', cursor: '0', limit: 5 },
  },
  'POST /api/conversations/:id/transfer': {
    params: { id: newId() },
    body: { to: { skillGroupId: 1 }, memo: '请接手' },
  },
  'GET /api/me/transfer-offers': {},
  'POST /api/conversations/:id/transfer-offer/accept': { params: { id: newId() }, body: { offerId: newId() } },
  'POST /api/conversations/:id/transfer-offer/decline': {
    params: { id: newId() },
    body: { offerId: newId(), reason: '正忙' },
  },
  'DELETE /api/conversations/:id/transfer-offer': { params: { id: newId() } },
  'POST /api/conversations/:id/close': { params: { id: newId() } },
  'POST /api/conversations/:id/snooze': {
    params: { id: newId() },
    body: { until: '2030-01-01T00:00:00.000Z', reason: '等物流' },
  },
  'POST /api/conversations/:id/wake': { params: { id: newId() } },
  'PUT /api/conversations/:id/marks/:messageId': { params: { id: newId(), messageId: newId() } },
  'DELETE /api/conversations/:id/marks/:messageId': { params: { id: newId(), messageId: newId() } },
  'GET /api/conversations/:id/marks': { params: { id: newId() } },
  'GET /api/plugins/:id/jobs': { params: { id: 'acme.one' } },
  'GET /api/plugins/:id/job-runs': { params: { id: 'acme.one' }, query: { name: 'sync', cursor, limit: 10 } },
  'POST /api/plugins/:id/jobs/:name/run': { params: { id: 'acme.one', name: 'sync' } },
  'GET /api/held-messages': { query: { cursor, limit: 10 } },
  'POST /api/held-messages/:id/release': { params: { id: newId() } },
  'POST /api/held-messages/:id/discard': { params: { id: newId() } },
  'GET /api/me/marked-messages': { query: { cursor, limit: 10 } },
  'POST /api/conversations/:id/scheduled-messages': {
    params: { id: newId() },
    body: { id: newId(), text: '明天见', replyTo: 3, sendAt: '2030-01-01T00:00:00.000Z' },
  },
  'GET /api/conversations/:id/scheduled-messages': { params: { id: newId() } },
  'PATCH /api/me/scheduled-messages/:id': {
    params: { id: newId() },
    body: { text: '后天见', sendAt: '2030-01-01T00:00:00.000Z' },
  },
  'DELETE /api/me/scheduled-messages/:id': { params: { id: newId() } },
  'POST /api/me/scheduled-messages/:id/send': { params: { id: newId() } },
  'POST /api/conversations/:id/satisfaction-request': { params: { id: newId() } },
  'POST /api/visitor/conversations/:id/rating': {
    params: { id: newId() },
    body: { level: 5, reasons: ['solved'], comment: '好' },
  },
  'GET /api/reports/satisfaction': {
    query: { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z', timeZone: 'Asia/Shanghai' },
  },
  'GET /api/conversations/:id/satisfaction-form': { params: { id: newId() } },
  'PATCH /api/org-units/:id/satisfaction-settings': {
    params: { id: 1 },
    body: {
      levels: [
        { level: 1, words: { 'zh-CN': '差', en: 'Bad' } },
        { level: 5, words: { 'zh-CN': '好', en: 'Good' } },
      ],
      reasons: [{ id: 'fast', words: { 'zh-CN': '快', en: 'Fast' }, from: 5, to: 5 }],
      comment: true,
    },
  },
  'GET /api/reports/agents': {
    query: {
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-02-01T00:00:00.000Z',
      timeZone: 'Asia/Shanghai',
      by: 'day',
      agentId: newId(),
      skillGroupId: 1,
      cursor: '0',
      limit: 10,
    },
  },
  'GET /api/reports/agents/export': {
    query: { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z', by: 'agent', format: 'csv' },
  },
  'GET /api/org-units/:id/simulation-days/:date': {
    params: { id: 1, date: '2026-11-25' },
    query: { timeZone: 'Asia/Shanghai' },
  },
  'POST /api/org-units/:id/simulations': {
    params: { id: 1 },
    body: {
      day: { kind: 'recorded', date: '2026-11-25', timeZone: 'Asia/Shanghai' },
      change: { arrivals: 2, addAgents: [{ groupId: 1, count: 1, capacity: 2, from: 0, to: 3600 }] },
      targetSeconds: 20,
      seed: 7,
    },
  },
  'GET /api/history': {
    query: {
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-02-01T00:00:00.000Z',
      channelId: 'site',
      skillGroupId: 2,
      agentId: newId(),
      visitor: '王',
      text: '退货 refund',
      state: 'closed',
      closeReason: 'agent',
      satisfaction: 5,
      tagId: newId(),
      serviceTypeId: newId(),
      contactId: newId(),
      cursor,
      limit: 10,
    },
  },
  'POST /api/history/exports': {
    body: { format: 'csv', filter: { text: '退货', state: 'closed' }, timeZone: 'Asia/Shanghai' },
  },
  'GET /api/history/exports/:id/file': { params: { id: newId() }, query: { expires: 1, signature: 'abc' } },
  'GET /api/history/:id': { params: { id: newId() }, query: { before: 9, after: 1, limit: 10 } },
  'POST /api/visitor/session': {
    body: {
      channelId: 'site',
      token: 'x.y',
      locale: 'en',
      historyLimit: 5,
      page: { url: 'https://a.example/', title: 't', referrer: 'r' },
    },
  },
  'POST /api/visitor/identify': { body: { userId: 'u', signature: '0'.repeat(64), name: 'n', historyLimit: 3 } },
  'GET /api/visitor/conversations': { query: { cursor, limit: 3 } },
  'POST /api/visitor/messages': { body: { id: newId(), message } },
  'POST /api/visitor/pre-chat': {
    body: { fields: { name: '王小明', question1: '订单号' }, consent: true, skillGroupId: 1 },
  },
  'POST /api/visitor/left-messages': {
    body: {
      id: newId(),
      name: '王小明',
      email: 'wang@example.com',
      phone: '+86 138 0000 0000',
      subject: '订单',
      text: '什么时候发货？',
      website: '',
      captcha: 'x',
    },
  },
  'POST /api/visitor/resume': { body: { link: 'a.b', historyLimit: 3 } },
  'GET /api/left-messages': { query: { state: 'all', cursor, limit: 5 } },
  'GET /api/left-messages/:id': { params: { id: newId() } },
  'PATCH /api/left-messages/:id': { params: { id: newId() }, body: { email: 'wang@example.com' } },
  'POST /api/system/test-mail': { body: { to: 'me@example.com' } },
  'GET /api/me/quick-replies': { query: { search: 'tk', cursor: '0', limit: 5, personal: '1' } },
  'POST /api/me/quick-replies': { body: { category: '售后', title: '退款', text: '您好 {visitor}' } },
  'PATCH /api/me/quick-replies/:id': {
    params: { id: newId() },
    body: { category: '售后', title: '退款', text: '您好 {visitor}' },
  },
  'DELETE /api/me/quick-replies/:id': { params: { id: newId() } },
  'GET /api/quick-replies': { query: { search: 'tk', cursor: '0', limit: 5 } },
  'POST /api/quick-replies': { body: { ...{ category: '售后', title: '退款', text: '您好 {visitor}' }, orgUnitId: 1 } },
  'PATCH /api/quick-replies/:id': {
    params: { id: newId() },
    body: { category: '售后', title: '退款', text: '您好 {visitor}' },
  },
  'DELETE /api/quick-replies/:id': { params: { id: newId() } },
  'GET /api/me/tags': { query: { search: 'tk', orgUnitId: 2, limit: 5 } },
  'GET /api/tags': { query: { search: 'tk', cursor: '0', limit: 5 } },
  'POST /api/tags': { body: { name: '投诉', color: 'red', orgUnitId: 1 } },
  'PATCH /api/tags/:id': { params: { id: newId() }, body: { name: '投诉', color: 'red' } },
  'POST /api/tags/:id/merge': { params: { id: newId() }, body: { intoId: newId() } },
  'DELETE /api/tags/:id': { params: { id: newId() } },
  'POST /api/conversations/:id/tags': { params: { id: newId() }, body: { add: [newId()], remove: [newId()] } },
  'GET /api/conversations/:id/wrap-up': { params: { id: newId() } },
  'PUT /api/conversations/:id/wrap-up': {
    params: { id: newId() },
    body: { serviceTypeIds: [newId()], memo: '好', followUp: { dueAt: '2026-12-01T01:00:00.000Z', memo: '回访' } },
  },
  'PUT /api/conversations/:id/wrap-up/draft': {
    params: { id: newId() },
    body: { serviceTypeIds: [newId()], memo: '好', followUp: { dueAt: '2026-12-01T01:00:00.000Z', memo: '回访' } },
  },
  'PUT /api/conversations/:id/follow-up': { params: { id: newId() }, body: { done: true } },
  'GET /api/me/wrap-ups/wanted': { query: { cursor, limit: 5 } },
  'GET /api/me/follow-ups': { query: { state: 'done', before: '2026-12-01T01:00:00.000Z', cursor, limit: 5 } },
  'GET /api/service-types': { query: { cursor: '0', limit: 5 } },
  'POST /api/service-types': { body: { name: '退款', orgUnitId: 1, parentId: newId() } },
  'PATCH /api/service-types/:id': { params: { id: newId() }, body: { name: '退款' } },
  'DELETE /api/service-types/:id': { params: { id: newId() } },
  'POST /api/conversations/:id/block': {
    params: { id: newId() },
    body: { hours: 24, reason: '骚扰', contact: true, address: true },
  },
  'GET /api/blocks': { query: { state: 'past', search: '骚', cursor: `1764000000000_${newId()}`, limit: 5 } },
  'POST /api/blocks/:id/lift': { params: { id: newId() } },
  'GET /api/contacts': { query: { search: 'wxm', tagId: newId(), cursor, limit: 5 } },
  'POST /api/contacts': {
    body: {
      name: '王小明',
      phone: '+86 138',
      email: 'a@b.example',
      company: '春松',
      gender: 'male',
      memo: '',
      orgUnitId: 1,
    },
  },
  'GET /api/contacts/:id': { params: { id: newId() } },
  'PATCH /api/contacts/:id': {
    params: { id: newId() },
    body: { name: '王', phone: '', email: 'a@b.example', memo: 'm' },
  },
  'POST /api/contacts/:id/tags': { params: { id: newId() }, body: { add: [newId()], remove: [newId()] } },
  'POST /api/contacts/:id/conversation': { params: { id: newId() } },
  'GET /api/conversations/:id/contact': { params: { id: newId() } },
  'PUT /api/conversations/:id/contact': { params: { id: newId() }, body: { contactId: newId() } },
  'POST /api/conversations/:id/contact': { params: { id: newId() }, body: { name: '王小明', phone: '138' } },
  'DELETE /api/conversations/:id/contact': { params: { id: newId() } },
  'GET /api/conversations/:id/earlier': { params: { id: newId() }, query: { cursor, limit: 5 } },
  'POST /api/files/links': { body: { ids: [newId()] } },
  'GET /files/:id/:variant': { params: { id: newId(), variant: 'original' }, query: { expires: 1, signature: 'abc' } },
  'GET /api/org-units/:id/session-settings': { params: { id: 1 } },
  'PATCH /api/org-units/:id/session-settings': {
    params: { id: 1 },
    body: {
      welcomeText: '您好',
      idleWarningSeconds: 60,
      timeZone: 'Asia/Shanghai',
      hours: [{ day: 1, from: '22:00', to: '06:00' }],
      exceptions: [{ date: '2026-10-01', name: '国庆节', ranges: [] }],
      overflowTo: { kind: 'left_message' },
      strategy: null,
    },
  },
  'GET /api/plugins': { query: { cursor: 'acme.greeter', limit: 5 } },
  'GET /api/plugins/:id': { params: { id: 'acme.greeter' } },
  'DELETE /api/plugins/:id': { params: { id: 'acme.greeter' }, query: { data: 'keep' } },
  'POST /api/plugins/packages/fetch': { body: { name: '@acme/cskefu-plugin', version: '1.0.0' } },
  'POST /api/plugins/packages/:hash/install': {
    params: { hash: 'a'.repeat(64) },
    body: { permissions: ['storage'], hosts: ['api.example.com'], acceptYoung: true, orgUnitId: 1 },
  },
  'POST /api/plugins/:id/rollback': { params: { id: 'acme.greeter' } },
  'POST /api/plugins/:id/enable': { params: { id: 'acme.greeter' } },
  'POST /api/plugins/:id/disable': { params: { id: 'acme.greeter' } },
  'POST /api/plugins/:id/restart': { params: { id: 'acme.greeter' } },
  'PATCH /api/plugins/:id/switches': { params: { id: 'acme.greeter' }, body: { hooksBlock: true } },
  'PUT /api/plugins/:id/scope': { params: { id: 'acme.greeter' }, body: { orgUnitId: 1 } },
  'GET /api/plugins/:id/settings': { params: { id: 'acme.greeter' } },
  'PUT /api/plugins/:id/settings': { params: { id: 'acme.greeter' }, body: { values: { word: 'a', inner: { b: 1 } } } },
  'POST /api/plugins/:id/settings/generate': { params: { id: 'acme.greeter' }, body: { path: 'proxy.secret' } },
  'POST /api/plugins/:id/test': { params: { id: 'acme.greeter' } },
  'GET /api/plugins/:id/options/:name': { params: { id: 'acme.greeter', name: 'pages' } },
  'GET /api/plugins/:id/logs': {
    params: { id: 'acme.greeter' },
    query: { cursor: '9', limit: 5, level: 'warn', source: 'log' },
  },
  'GET /api/system/dead-letters': { query: { cursor: 'routing/1', limit: 5 } },
  'POST /api/system/dead-letters/:consumer/:position/retry': { params: { consumer: 'routing', position: '1' } },
};

const asText = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 3_000);
const asQuery = (value: unknown) =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([key, one]) => `${encode(key)}=${encode(asText(one))}`)
        .join('&')
    : encode(asText(value));
/** Half a character cannot be encoded; its bytes can. */
const encode = (text: string) => encodeURIComponent(text.toWellFormed());

/** Those whom the door lets in: behind it is more to break. */
function whoMay(access: RouteDefinition['access'], key: string): string[] {
  // Signing out would end the session of those who come after.
  if (key.endsWith('sign-out')) return ['nobody'];
  const signedIn = access.some((one) => one !== 'visitor') ? ['agent', 'chief', 'chief'] : [];
  return [
    ...signedIn,
    ...(access.includes('visitor') ? ['visitor', 'visitor'] : []),
    ...(access.includes('public') ? ['nobody'] : []),
  ];
}

function credentials(person: string): Record<string, string> {
  if (person === 'visitor') return { authorization: `Bearer ${visitor.token}` };
  if (person === 'nobody') return {};
  return { cookie: (person === 'agent' ? agent : chief).cookie, origin: desk.url };
}

describe('random requests', () => {
  const definitions = Object.values(routes).flatMap((noun) => Object.values(noun) as RouteDefinition[]);

  test.each(definitions.map((definition) => [`${definition.method} ${definition.path}`, definition] as const))(
    '%s never fails on our side',
    async (key, { method, path, access }) => {
      const { params, query, body } = samples[key] ?? {};
      const people = whoMay(access, key);
      let address = 0;
      await fc.assert(
        fc.asyncProperty(
          spoiled(params),
          spoiled(query),
          spoiled(body),
          fc.constantFrom(...people),
          fc.boolean(),
          async (somewhere, something, content, person, known) => {
            const values = somewhere as Record<string, unknown> | undefined;
            const url = path.replace(/:(\w+)/g, (_, name: string) =>
              known && name === 'id' && path.includes('conversations')
                ? conversationId
                : encode(asText(values?.[name] ?? somewhere)) || 'x',
            );
            const response = await desk.app.http.inject({
              method,
              url: query ? `${url}?${asQuery(something)}` : url,
              // Each from another address: the limits of the doors are not what is tested here.
              remoteAddress: `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address++ & 255}`,
              headers: {
                host: `127.0.0.1:${desk.port}`,
                ...credentials(person),
                ...(body ? { 'content-type': 'application/json' } : {}),
              },
              ...(body ? { payload: JSON.stringify(content) ?? '' } : {}),
            });
            if (response.statusCode >= 500)
              throw new Error(`${method} ${response.raw.req.url} answered ${response.statusCode}: ${response.body}`);
          },
        ),
        { numRuns: body || query ? 60 : 25 },
      );
    },
  );

  test('bodies that are hardly JSON', async () => {
    const strange = [
      '',
      '{',
      '[',
      '['.repeat(100_000),
      '{"a":'.repeat(20_000),
      '"\\ud83d"',
      '\ufeff{}',
      '{"__proto__":{"a":1}}',
      '{"constructor":{"prototype":{}}}',
      'x'.repeat(300_000),
      '\u0000',
    ];
    for (const payload of strange) {
      const response = await desk.app.http.inject({
        method: 'POST',
        url: '/api/visitor/messages',
        payload,
        headers: { ...credentials('visitor'), 'content-type': 'application/json' },
      });
      expect([payload.slice(0, 20), response.statusCode]).toEqual([
        payload.slice(0, 20),
        payload.length > 262_144 ? 413 : 400,
      ]);
    }
  });

  test('addresses that are hardly addresses', async () => {
    for (const url of [
      '/%',
      '/%zz',
      '/api/%00',
      '//',
      '/../../etc/passwd',
      '/chat/%00',
      '/chat/site%2f..',
      '/widget-config/%ff',
      `/${'x'.repeat(9_000)}`,
      '/files/../metrics',
      '/api/conversations/%2e%2e/events',
    ]) {
      const { statusCode } = await desk.app.http.inject({ url });
      expect([url.slice(0, 30), statusCode < 500]).toEqual([url.slice(0, 30), true]);
    }
  });
});

describe('random frames', () => {
  const frames = [
    { type: 'hello', protocol: 1, token: 'x', resume: [{ conversationId: newId(), after: 1 }] },
    { type: 'subscribe', conversationId: newId(), after: 0 },
    { type: 'unsubscribe', conversationId: newId() },
    { type: 'send', id: newId(), conversationId: newId(), message },
    { type: 'send', id: newId(), message: { kind: 'image', fileId: newId(), text: 't' } },
    { type: 'read', conversationId: newId(), seq: 3 },
    { type: 'typing', conversationId: newId(), draft: 'd' },
    { type: 'ping' },
  ];
  const frame = fc
    .oneof(...frames.map((one) => spoiled(one)), spicyValue)
    .map((value) => JSON.stringify(value) ?? 'undefined');
  const text = fc.oneof(
    { weight: 6, arbitrary: frame },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 100 }) },
    { weight: 1, arbitrary: frame.map((whole) => whole.slice(0, whole.length / 2)) },
  );

  test.each(['visitor', 'agent'] as const)(
    'as %s: each is answered, or the connection is closed by the rules',
    async (kind) => {
      const person = kind === 'visitor' ? visitor : agent;
      let socket: TestSocket = await person.connect();
      await fc.assert(
        fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 10 }), fc.boolean(), async (texts, ours) => {
          if (socket.socket.readyState !== socket.socket.OPEN)
            socket = await person.connect([{ conversationId, after: 0 }]);
          for (const one of texts)
            socket.sendRaw(ours ? one.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, conversationId) : one);
          socket.send({ type: 'ping' });
          const before = socket.frames.length;
          const pong = async () => {
            await expect.poll(() => socket.frames.slice(before).some((one) => one.type === 'pong')).toBe(true);
            return 0;
          };
          const code = await Promise.race([socket.closed, pong()]);
          expect([0, 4004, 1009]).toContain(code);
        }),
        { numRuns: 120 },
      );
      await socket.close();
    },
    60_000,
  );

  test('deep nesting within the limit of a frame', async () => {
    const socket = await visitor.connect();
    const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    socket.sendRaw(`{"type":"send","id":"${newId()}","message":${nested(9_000)}}`);
    await socket.frame('error', ({ code }) => code === 'invalid_input');
    socket.sendRaw('['.repeat(60_000));
    await socket.frame('error', ({ code }) => code === 'malformed_frame');
    await socket.close();
  });
});

test('after all of it the desk is alive, and people talk', async () => {
  expect((await fetch(`${desk.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${desk.url}/readyz`)).status).toBe(200);
  await desk.db.updateTable('channels').set({ enabled: true }).execute();
  const talk = await beginTalk(desk, { agent });
  expect(talk.conversationId).toBeDefined();
  expect(({} as { hacked?: unknown }).hacked).toBeUndefined();
});
