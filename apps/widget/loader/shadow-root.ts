import css from './loader.css?inline';

/** A root that the styles of the page do not reach. A constructed style sheet needs no permission from its CSP. */
export const attachRoot = (host: HTMLElement): ShadowRoot => {
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  return root;
};
