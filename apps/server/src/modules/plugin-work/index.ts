export { observableEvents } from './observers/observable-events.ts';
export { createObservers, type Observers } from './observers/observers.ts';
