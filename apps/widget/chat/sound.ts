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
    void audio.resume();
    chime(audio);
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

/** Two soft notes, a fifth apart. */
const chime = (audio: AudioContext): void => {
  [660, 990].forEach((frequency, index) => {
    const start = audio.currentTime + index * 0.09;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.08, start + 0.01);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.25);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.26);
  });
};
