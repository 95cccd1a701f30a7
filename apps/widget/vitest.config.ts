import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: { name: 'widget', include: ['**/*.test.{ts,tsx}'], testTimeout: 60_000 },
});
