import type { ChannelManifest } from '@cskefu/plugin-sdk';
import type { ChannelFixtures } from '../channel/fixtures.ts';
import type { DeskSide } from './desk-side.ts';
import type { Trial } from './trial.ts';

/** What is looked at: what the channel claims, and what its author gave to the kit. */
export interface Subject {
  readonly manifest: ChannelManifest;
  readonly fixtures: ChannelFixtures;
}

/** One promise of every channel. */
export interface ConformanceCase {
  /** Never changes and is never given to another. */
  readonly id: number;
  readonly name: string;
  /** Why it does not concern this channel; null: it does. Computed from what the channel claims, never from a list. */
  readonly skip: (subject: Subject) => string | null;
  /** What the channel itself has to do. */
  readonly run?: (trial: Trial) => Promise<void>;
  /** Why only the desk's part concerns this channel; asked where there is a desk. */
  readonly skipOnDesk?: (subject: Subject) => string | null;
  /** What a whole desk makes of it. */
  readonly onDesk?: (desk: DeskSide, trial: Trial) => Promise<void>;
}

export const conformanceCase = (given: ConformanceCase): ConformanceCase => given;
