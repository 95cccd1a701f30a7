import { newId } from '@cskefu/client';
import type { Samples } from './sample.ts';

export const channelSamples: Samples = {
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
  'GET /api/channels': { query: { search: '官网 shop', cursor: 'a', limit: 10 } },
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
};
