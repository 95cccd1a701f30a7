import type { PluginCondition } from '@cskefu/contract';
import {
  CircleAlert,
  CircleCheck,
  CircleSlash,
  DatabaseZap,
  LoaderCircle,
  type LucideIcon,
  OctagonX,
  Settings2,
  ShieldOff,
} from 'lucide-react';
import type { Tone } from '../../components/tone-tag.tsx';

interface ConditionLook {
  icon: LucideIcon;
  tone: Tone;
  /** Problems come first: lower stands higher. */
  order: number;
}

export const conditions: Record<PluginCondition, ConditionLook> = {
  crash_loop: { icon: OctagonX, tone: 'bad', order: 0 },
  refused: { icon: OctagonX, tone: 'bad', order: 1 },
  data_unfit: { icon: DatabaseZap, tone: 'bad', order: 2 },
  migration_failed: { icon: DatabaseZap, tone: 'bad', order: 3 },
  degraded: { icon: CircleAlert, tone: 'warn', order: 4 },
  unconfigured: { icon: Settings2, tone: 'warn', order: 5 },
  migrating: { icon: LoaderCircle, tone: 'busy', order: 6 },
  starting: { icon: LoaderCircle, tone: 'busy', order: 7 },
  ready: { icon: CircleCheck, tone: 'good', order: 8 },
  safe_mode: { icon: ShieldOff, tone: 'quiet', order: 9 },
  off: { icon: CircleSlash, tone: 'quiet', order: 10 },
};
