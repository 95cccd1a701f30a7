import { start } from './start.ts';

// A classic script: this is its own tag.
start(document.currentScript as HTMLScriptElement);
