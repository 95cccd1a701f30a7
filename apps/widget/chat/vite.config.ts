import { defineConfig } from 'vite';

// The server publishes `dist/chat/` as `/chat-assets/`, and its `index.html` for every channel as `/chat/{channel}`.
export default defineConfig({
  logLevel: 'warn',
  base: '/chat-assets/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    outDir: '../dist/chat',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
