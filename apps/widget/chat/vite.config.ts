import { defineConfig, type Plugin } from 'vite';

/** Vite wraps each lazy import to fetch its styles first. There are none here: the whole wrapper can go. */
const lazyImportsAsTheyAre: Plugin = {
  name: 'lazy-imports-as-they-are',
  enforce: 'pre',
  load: (id) => (id.endsWith('vite/preload-helper.js') ? 'export const __vitePreload = (load) => load();' : null),
};

// The server publishes `dist/chat/index.html` for every channel as `/chat/{channel}`, and the folder beside it as
// `/chat-assets/`.
export default defineConfig({
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [lazyImportsAsTheyAre],
  build: {
    target: 'es2022',
    outDir: '../dist/chat',
    emptyOutDir: true,
    assetsDir: 'chat-assets',
    assetsInlineLimit: 0,
    modulePreload: false,
    // What the first message needs comes in one file, although later parts share some of it.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'index', tags: ['$initial'] }] } } },
  },
});
