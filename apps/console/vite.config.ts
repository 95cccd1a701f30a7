import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { cssOfTokens } from './src/theme/css-of-tokens.ts';

const server = 'http://localhost:8035';
const serverPaths = ['/api', '/files', '/widget.js', '/chat', '/chat-assets', '/widget-config', '/testclient.html'];

/** The tokens are written once, in TypeScript; style sheets get them as custom properties through this import. */
const tokensAsCss = (): Plugin => ({
  name: 'tokens-as-css',
  resolveId: (id) => (id === 'virtual:tokens.css' ? '\0virtual:tokens.css' : undefined),
  load: (id) => (id === '\0virtual:tokens.css' ? cssOfTokens() : undefined),
});

/** Texts that only pages need which come after the first load. */
const OF_PAGES = new Set([
  'accounts',
  'audit',
  'channels',
  'configForm',
  'heldMessages',
  'invitations',
  'organization',
  'inbound',
  'outboundLedger',
  'outside',
  'outsideChannel',
  'plugins',
  'preChat',
  'presenceLog',
  'roles',
  'satisfactionSettings',
  'serviceTypes',
  'sessionSettings',
  'supervisionSettings',
  'system',
  'userCentre',
]);

/** One file for translators, two for browsers: `zh-CN.json?pages` has what `zh-CN.json` then leaves out. */
const textsInTwoParts = (): Plugin => ({
  name: 'texts-in-two-parts',
  apply: 'build',
  enforce: 'pre',
  load(id) {
    const [file = '', query] = id.split('?');
    if (!/\/locales\/[\w-]+\.json$/.test(file)) return;
    const texts = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as object);
    const part = Object.fromEntries(texts.filter(([name]) => OF_PAGES.has(name) === (query === 'pages')));
    return { code: `export default ${JSON.stringify(part)}`, moduleType: 'js' };
  },
});

export default defineConfig({
  plugins: [tokensAsCss(), textsInTwoParts(), react()],
  build: {
    manifest: true,
    target: 'es2022',
    // In kilobytes and not compressed; the budget itself is a test, see size.test.ts.
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What the first load needs comes in two files, not in forty: others' code, which changes seldom, and ours.
          groups: [
            { name: 'libraries', test: /node_modules/, tags: ['$initial'] },
            { name: 'desk', tags: ['$initial'] },
            // Icons of pages that come later are a few hundred bytes each: one file, not one request and one line of the first load for each.
            { name: 'icons', test: /node_modules\/lucide-react/ },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      ...Object.fromEntries(serverPaths.map((path) => [path, server])),
      '/realtime': { target: server, ws: true },
    },
  },
});
