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

export default defineConfig({
  plugins: [tokensAsCss(), react()],
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
