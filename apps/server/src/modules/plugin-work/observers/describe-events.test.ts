import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeEvents } from './describe-events.ts';
import { observableEvents } from './observable-events.ts';

const REFERENCE = join(import.meta.dirname, '../../../../../../docs/reference/plugin-events.md');

test('the reference is what the code says; after a change: vitest -u', async () => {
  expect(Object.keys(observableEvents).length).toBeGreaterThanOrEqual(25);
  await expect(describeEvents()).toMatchFileSnapshot(REFERENCE);
});
