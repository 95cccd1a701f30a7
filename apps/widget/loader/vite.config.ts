import { defineConfig } from 'vite';

// The first of the three builds: it empties the folder. One classic script, so that a plain `<script async>` on any page runs it.
export default defineConfig({
  logLevel: 'warn',
  build: {
    target: 'es2020',
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    outDir: '../dist',
    emptyOutDir: true,
    lib: { entry: 'widget.ts', name: 'CskefuLoader', formats: ['iife'], fileName: () => 'widget.js' },
  },
});
