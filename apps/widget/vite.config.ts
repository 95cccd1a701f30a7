import { defineConfig } from 'vite';

// The demo page. Its script and style lie among the assets of the chat, so that they need no door of their own.
export default defineConfig({
  logLevel: 'warn',
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: false,
    assetsDir: 'chat/chat-assets',
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: { input: 'testclient.html' },
  },
  experimental: { renderBuiltUrl: (file) => `/${file.replace('chat/', '')}` },
});
