import { expect, test } from 'vitest';
import { weighPluginCode } from './code-weight.ts';

test('the server loads with the code of plugins and without it, and weighs more with it', async () => {
  const { pluginCodeHeapMb } = await weighPluginCode(1);
  expect(pluginCodeHeapMb).toBeGreaterThan(0);
});
