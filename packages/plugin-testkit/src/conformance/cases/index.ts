import type { ConformanceCase } from '../conformance-case.ts';
import { inboundCases } from './inbound.ts';
import { lifeCases } from './life.ts';
import { outboundCases } from './outbound.ts';
import { parsingCases } from './parsing.ts';
import { safetyCases } from './safety.ts';
import { settingsCases } from './settings.ts';
import { troubleCases } from './trouble.ts';

/** All promises of a channel, by their numbers. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...inboundCases,
  ...parsingCases,
  ...outboundCases,
  ...troubleCases,
  ...lifeCases,
  ...safetyCases,
  ...settingsCases,
].sort((a, b) => a.id - b.id);
