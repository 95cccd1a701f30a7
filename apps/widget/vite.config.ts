import { defineConfig } from 'vite';

const ASSETS = 'chat/assets/';

// The demo page. Its script and style lie among the assets of the chat, so that they need no door of their own.
export default defineConfig({
  logLevel: 'warn',
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: false,
    assetsDir: ASSETS,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: 'testclient.html' },
  },
  experimental: { renderBuiltUrl: (file) => file.replace('chat/', '/chat-assets/') },
});
