import type { PluginCondition } from '@cskefu/contract';
import {
  CircleAlert,
  CircleCheck,
  CircleSlash,
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
  degraded: { icon: CircleAlert, tone: 'warn', order: 2 },
  unconfigured: { icon: Settings2, tone: 'warn', order: 3 },
  starting: { icon: LoaderCircle, tone: 'busy', order: 4 },
  ready: { icon: CircleCheck, tone: 'good', order: 5 },
  safe_mode: { icon: ShieldOff, tone: 'quiet', order: 6 },
  off: { icon: CircleSlash, tone: 'quiet', order: 7 },
};
