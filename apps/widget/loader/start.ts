import { type CskefuApi, createApi, type QueuedCall } from './api.ts';
import { createEvents, type Events } from './events.ts';
import { fetchConfig } from './fetch-config.ts';
import { mount, type Widget } from './mount.ts';

declare global {
  interface Window {
    Cskefu?: CskefuApi | { readonly open?: undefined; readonly q?: QueuedCall[] };
  }
}

const launch = async ({ dataset, src }: HTMLScriptElement, events: Events): Promise<Widget | undefined> => {
  const desk = new URL(src).origin;
  const config = await fetchConfig(`${desk}/widget-config/${dataset['channel']}`);
  if (config) return mount(desk, dataset, config, events);
  console.warn(`Cskefu: no channel "${dataset['channel']}"`);
  return undefined;
};

/** Puts the chat of the script tag's channel on the page; a second script tag changes nothing. */
export const start = (script: HTMLScriptElement): void => {
  const before = window.Cskefu;
  if (before?.open) return;
  const events = createEvents();
  const api = createApi(launch(script, events), events);
  window.Cskefu = api;
  before?.q?.forEach(api.q.push);
};
