import { environment } from './environment.ts';

/** Ends a subscription. */
export type Unsubscribe = () => void;

export interface Listeners<T> {
  add(listener: (value: T) => void): Unsubscribe;
  emit(value: T): void;
}

/** A set of listeners of which none can harm the others or the one who tells them. */
export function createListeners<T>(): Listeners<T> {
  const all = new Set<{ tell: (value: T) => void }>();
  return {
    add(tell) {
      const entry = { tell };
      all.add(entry);
      return () => void all.delete(entry);
    },
    emit(value) {
      for (const { tell } of [...all]) guard(() => tell(value));
    },
  };
}

/** Runs what belongs to the application; its failure is reported and ends there. */
export function guard(run: () => void): boolean {
  try {
    run();
    return true;
  } catch (error) {
    environment.console.error(error);
    return false;
  }
}
