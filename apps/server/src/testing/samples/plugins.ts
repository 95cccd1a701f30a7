import { cursor, type Samples } from './sample.ts';

export const pluginSamples: Samples = {
  'GET /api/plugins/:id/jobs': { params: { id: 'acme.one' } },
  'GET /api/plugins/:id/job-runs': { params: { id: 'acme.one' }, query: { name: 'sync', cursor, limit: 10 } },
  'POST /api/plugins/:id/jobs/:name/run': { params: { id: 'acme.one', name: 'sync' } },
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
};
