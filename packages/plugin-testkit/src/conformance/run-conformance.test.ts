import { expect, test } from 'vitest';
import { conformanceCases, runConformance } from '../index.ts';
import { modelCatalogs, modelPlugin } from '../testing/model-channel.ts';
import { modelFixtures } from '../testing/model-fixtures.ts';

test('a channel that keeps its promises passes every case that concerns it', async () => {
  const report = await runConformance(modelPlugin(), 'model', modelFixtures, { catalogs: modelCatalogs });
  expect(report.cases.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  const skipped = report.cases.filter(({ outcome }) => outcome === 'skipped').map(({ id }) => id);
  expect(skipped).toEqual([13, 28, 29, 30]);
  expect(report.passed + report.skipped).toBe(35);
});

test('the cases have the numbers 1 to 35', () => {
  expect(conformanceCases.map(({ id }) => id)).toEqual(Array.from({ length: 35 }, (_, at) => at + 1));
});

test('fixtures with which no case could run are told once, in words', async () => {
  const config = { ...modelFixtures.config, colour: 'red' };
  await expect(runConformance(modelPlugin(), 'model', { ...modelFixtures, config })).rejects.toThrow(
    'the settings of fixtures.config do not fit the form: colour is no field of the form',
  );
  await expect(runConformance(modelPlugin(), 'modle', modelFixtures)).rejects.toThrow('has no channel modle');
});
