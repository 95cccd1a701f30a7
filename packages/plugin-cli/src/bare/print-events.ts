// Runs in a process of its own: what the plugin's `parse` makes of one request.
import type { Channel } from '@cskefu/plugin-sdk';
import { loadPlugin } from './load-plugin.ts';
import { answer } from './mark.ts';

const [bundle, kind = '', given = '{}'] = process.argv.slice(2);
const { channels = {} } = await loadPlugin(bundle);
const { request, config } = JSON.parse(given);
const channel: Channel = { id: 'local', name: kind, config, webhookUrl: 'https://desk.example.com/webhook' };
const body = new Uint8Array(Buffer.from(request.body, 'base64'));
answer(channels[kind]?.parse?.({ ...request, body }, channel) ?? null);
