import { newId } from '@cskefu/client';
import { cursor, message, type Samples } from './sample.ts';

export const visitorSamples: Samples = {
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
  'POST /api/online-visitors/:id/invite': { params: { id: newId() }, body: { text: '您好' } },
  'POST /api/visitor/invitations/:id/accept': { params: { id: newId() } },
  'POST /api/visitor/invitations/:id/refuse': { params: { id: newId() } },
  'POST /api/visitor/messages/:id/recall': { params: { id: newId() } },
  'POST /api/visitor/conversations/:id/rating': {
    params: { id: newId() },
    body: { level: 5, reasons: ['solved'], comment: '好' },
  },
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
  'POST /api/files/links': { body: { ids: [newId()] } },
  'GET /files/:id/:variant': { params: { id: newId(), variant: 'original' }, query: { expires: 1, signature: 'abc' } },
};
