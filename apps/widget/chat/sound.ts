import type { StorageLike } from '@cskefu/client';
import { tryStore } from './browser-storage.ts';

/** Messages that were missed come in a burst: one sound says it. */
const PAUSE_MS = 1_500;

export interface Sound {
  isOn(): boolean;
  toggle(): void;
  play(): void;
}

/** Off until the visitor wants it. Browsers allow sound only after a click, which the switch itself is. */
export const createSound = (storage: StorageLike): Sound => {
  const key = 'cskefu:sound';
  let audio: AudioContext | null = null;
  let on = storage.getItem(key) === 'on';
  let playedAt = Number.NEGATIVE_INFINITY;
  const play = () => {
    if (!on || Date.now() - playedAt < PAUSE_MS) return;
    playedAt = Date.now();
    audio ??= new AudioContext();
    void ring(audio);
  };
  return {
    isOn: () => on,
    toggle: () => {
      on = !on;
      tryStore(storage, key, on ? 'on' : null);
      play();
    },
    play,
  };
};

const ring = async (audio: AudioContext): Promise<void> => {
  const { chime } = await import('./chime.ts');
  await audio.resume();
  chime(audio);
};
