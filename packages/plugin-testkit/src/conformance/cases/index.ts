import type { ConformanceCase } from '../conformance-case.ts';
import { doorCases } from './door.ts';
import { inboundCases } from './inbound.ts';
import { lifeCases } from './life.ts';
import { outboundCases } from './outbound.ts';
import { paceCases } from './pace.ts';
import { parsingCases } from './parsing.ts';
import { safetyCases } from './safety.ts';
import { settingsCases } from './settings.ts';
import { troubleCases } from './trouble.ts';

/** All promises of a channel, by their numbers. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...doorCases,
  ...inboundCases,
  ...parsingCases,
  ...paceCases,
  ...outboundCases,
  ...troubleCases,
  ...lifeCases,
  ...safetyCases,
  ...settingsCases,
].sort((a, b) => a.id - b.id);
