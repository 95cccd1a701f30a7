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
  build: { manifest: true, target: 'es2022' },
  server: {
    proxy: {
      ...Object.fromEntries(serverPaths.map((path) => [path, server])),
      '/realtime': { target: server, ws: true },
    },
  },
});
