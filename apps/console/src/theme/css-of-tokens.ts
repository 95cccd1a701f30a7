import { dark, light, measures, type Palette, tagColors } from './tokens.ts';

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const declarations = (values: Record<string, string>) =>
  Object.entries(values)
    .map(([name, value]) => `  --${kebab(name)}: ${value};`)
    .join('\n');

const shadow = (name: 'light' | 'dark') =>
  name === 'light'
    ? '0 1px 2px rgba(16, 28, 22, 0.06), 0 8px 24px rgba(16, 28, 22, 0.12)'
    : '0 1px 2px rgba(0, 0, 0, 0.4), 0 8px 28px rgba(0, 0, 0, 0.5)';

const themeBlock = (selector: string, name: 'light' | 'dark', palette: Palette) =>
  `${selector} {\n  color-scheme: ${name};\n${declarations({ ...palette, shadow: shadow(name) })}\n}`;

/** The tokens as custom properties: measures for all, colours by `data-theme` on the root element. */
export const cssOfTokens = (): string =>
  [
    `:root {\n${declarations({ ...measures, ...tagColors })}\n}`,
    themeBlock(':root', 'light', light),
    themeBlock(":root[data-theme='dark']", 'dark', dark),
  ].join('\n\n');
