let audio: AudioContext | null = null;

/** Browsers let a page sound only after a person has touched it. Tells whether that has happened. */
export const unlockSound = (): boolean => {
  if (!navigator.userActivation?.hasBeenActive) return false;
  audio ??= new AudioContext();
  if (audio.state === 'suspended') void audio.resume();
  return true;
};

const NOTES = [
  { frequency: 740, at: 0 },
  { frequency: 988, at: 0.11 },
];
const LOUDNESS = 0.12;
const FADE = 0.35;
/** Several things that happen at once sound once. */
const QUIET_MS = 1_500;

let playedAt = 0;

const playNote = (context: AudioContext, frequency: number, at: number) => {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.type = 'sine';
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.012);
  volume.gain.exponentialRampToValueAtTime(0.001, at + FADE);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + FADE);
};

/** Two soft notes upwards. */
export const playSound = () => {
  if (audio?.state !== 'running' || Date.now() - playedAt < QUIET_MS) return;
  playedAt = Date.now();
  for (const { frequency, at } of NOTES) playNote(audio, frequency, audio.currentTime + at);
};
