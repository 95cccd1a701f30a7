import { defineConfig } from 'vite';

// What the loader asks for once the page is there: a module, so that it comes by `import()`.
export default defineConfig({
  logLevel: 'warn',
  build: {
    target: 'es2020',
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    outDir: '../dist',
    emptyOutDir: false,
    lib: { entry: 'widget-page.ts', formats: ['es'], fileName: () => 'widget-page.js' },
  },
});
