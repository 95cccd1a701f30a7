import { defineConfig } from 'vite';

// One classic script, so that a plain `<script async>` on any page runs it.
export default defineConfig({
  logLevel: 'warn',
  build: {
    target: 'es2020',
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    outDir: '../dist',
    emptyOutDir: false,
    lib: { entry: 'widget.ts', name: 'CskefuLoader', formats: ['iife'], fileName: () => 'widget.js' },
  },
});
