// Which file may import which. `npm run check` fails on anything else.
// The reasons stand in ARCHITECTURE.md; the parser is swc because TypeScript 7 has no JavaScript API.

/**
 * The modules of the server, lowest first. A module may import those in rows above its own, through their index.ts;
 * modules in one row do not import each other. A module that is in no row stands below all of them.
 */
const moduleRows = [
  ['organization'],
  ['access'],
  ['identity'],
  ['agents', 'files', 'org-units', 'plugins', 'roles', 'routing-settings', 'satisfaction-settings'],
  ['channels'],
  ['accounts', 'plugin-hooks', 'session-settings', 'tags', 'visitors'],
  ['blocks'],
  ['pre-chat'],
  ['conversations'],
  ['contacts', 'left-messages', 'outbound', 'wrap-up'],
  ['inbound'],
  ['history'],
  ['routing'],
  ['queue'],
  ['online-visitors'],
  ['invitations'],
  ['supervision'],
  ['realtime'],
];

const modules = '^apps/server/src/modules';
const tests = ['\\.test\\.tsx?$', '(^|/)(testing|test|tests)/', '(^|/)vitest\\.config\\.ts$'];
const buildFiles = ['^apps/(console|widget)/[^/]+\\.ts$', '(^|/)vite\\.config\\.ts$'];
const production = { path: '^(apps|packages|plugins)/', pathNot: [...tests, ...buildFiles] };
const browser = { path: '^(apps/(console|widget)|packages/client)/', pathNot: [...tests, ...buildFiles] };

const oneOf = (names) => `${modules}/(${names.join('|')})/`;
const upTo = (row) => moduleRows.slice(0, row + 1).flat();

const downwards = moduleRows.flatMap((row, index) =>
  row.map((name) => ({
    name: `downwards-${name}`,
    comment: `${name} may import only modules of the rows before its own; upwards it announces an event`,
    severity: 'error',
    from: { path: `${modules}/${name}/`, pathNot: tests },
    to: { path: `${modules}/`, pathNot: [`${modules}/${name}/`, ...(index > 0 ? [oneOf(upTo(index - 1))] : [])] },
  })),
);

const server = [
  ...downwards,
  {
    name: 'downwards-the-rest',
    comment: 'a module without a row may import modules with one, not its neighbours: give it a row first',
    severity: 'error',
    from: { path: `${modules}/([^/]+)/`, pathNot: [oneOf(moduleRows.flat()), ...tests] },
    to: { path: `${modules}/`, pathNot: [`${modules}/$1/`, oneOf(moduleRows.flat())] },
  },
  {
    name: 'modules-through-their-door',
    comment: 'a module is entered through its index.ts only',
    severity: 'error',
    from: { path: `${modules}/([^/]+)/` },
    to: { path: `${modules}/`, pathNot: [`${modules}/$1/`, `${modules}/[^/]+/index\\.ts$`] },
  },
  {
    name: 'modules-know-no-composition',
    comment: 'what wires the server together gives modules what they need, not the other way round',
    severity: 'error',
    from: { path: `${modules}/`, pathNot: tests },
    to: { path: '^apps/server/', pathNot: ['^apps/server/src/(modules|platform)/', '(^|/)node_modules/'] },
  },
  {
    name: 'composition-through-doors',
    comment: 'what wires the server together enters modules through their index.ts, too',
    severity: 'error',
    from: { path: '^apps/server/src/[^/]+\\.ts$', pathNot: tests },
    to: { path: `${modules}/`, pathNot: `${modules}/[^/]+/index\\.ts$` },
  },
  {
    name: 'platform-knows-no-module',
    comment: 'the platform knows no business word: it is given what it needs',
    severity: 'error',
    from: { path: '^apps/server/src/platform/', pathNot: tests },
    to: { path: '^apps/server/src/', pathNot: '^apps/server/src/platform/' },
  },
  {
    name: 'server-runs-alone',
    comment:
      'the server serves the built front ends; it imports neither them nor the client (tests may use the client); its plugins are named in one file',
    severity: 'error',
    from: { path: '^apps/server/', pathNot: [...tests, '^apps/server/src/built-in-plugins\\.ts$'] },
    to: { path: '^(apps/(?!server/)|packages/client/|plugins/)' },
  },
];

const packages = [
  {
    name: 'contract-imports-nothing-of-ours',
    comment: 'the contract is what everybody else may rely on',
    severity: 'error',
    from: { path: '^packages/contract/' },
    to: { path: '^(apps|plugins|bench|e2e|scripts|packages/(?!contract/))' },
  },
  {
    name: 'contract-needs-only-zod',
    comment: 'no logic, no Node, no React in the contract',
    severity: 'error',
    from: { path: '^packages/contract/src/', pathNot: tests },
    to: { pathNot: ['^packages/contract/', '(^|/)node_modules/zod/'] },
  },
  {
    name: 'client-imports-only-the-contract',
    comment: 'console, widget, tests and load generator all stand on the client',
    severity: 'error',
    from: { path: '^packages/client/' },
    to: { path: '^(apps|plugins|bench|e2e|scripts|packages/(?!client/|contract/))' },
  },
  {
    name: 'sdk-imports-nothing',
    comment: 'a plugin is bundled with the SDK: nothing of ours, nothing of Node, no package',
    severity: 'error',
    from: { path: '^packages/plugin-sdk/src/', pathNot: tests },
    to: { pathNot: '^packages/plugin-sdk/src/' },
  },
  {
    name: 'host-imports-only-the-sdk',
    comment: 'the host of plugins knows no business word',
    severity: 'error',
    from: { path: '^packages/plugin-host/', pathNot: tests },
    to: {
      path: '^(apps|plugins|bench|e2e|scripts|packages)/',
      pathNot: ['^packages/plugin-host/', '^packages/plugin-sdk/'],
    },
  },
  {
    name: 'testkit-imports-only-sdk-and-host',
    comment: 'the kit is for authors who have no desk; whoever has one gives it to the kit',
    severity: 'error',
    from: { path: '^packages/plugin-testkit/', pathNot: tests },
    to: {
      path: '^(apps|plugins|bench|e2e|scripts|packages)/',
      pathNot: ['^packages/plugin-testkit/', '^packages/plugin-(sdk|host)/'],
    },
  },
  {
    name: 'no-testkit-in-production',
    comment: 'the kit belongs into tests and checks',
    severity: 'error',
    from: { path: '^(apps|plugins|packages/(?!plugin-(testkit|cli)/))', pathNot: [...tests, '/fixtures(\\.ts$|/)'] },
    to: { path: '^packages/plugin-testkit/' },
  },
  {
    name: 'plugins-import-only-the-sdk',
    comment: 'if a plugin needs something internal, the SDK lacks something',
    severity: 'error',
    from: { path: '^(plugins|examples)/([^/]+)/', pathNot: [...tests, '/fixtures(\\.ts$|/)'] },
    to: {
      path: '^(apps|plugins|examples|bench|e2e|scripts|packages)/',
      pathNot: ['^$1/$2/', '^packages/plugin-sdk/'],
    },
  },
];

const frontEnds = [
  {
    name: 'front-ends-stand-apart',
    comment: 'console and widget know the server by its contract only, and not each other',
    severity: 'error',
    from: { path: '^apps/(console|widget)/', pathNot: tests },
    to: { path: '^(apps|plugins|bench|e2e|scripts)/', pathNot: '^apps/$1/' },
  },
  {
    name: 'no-schemas-in-browsers',
    comment:
      'a browser takes types from the contract, and at run time only its limits and permissions: zod stays out of bundles',
    severity: 'error',
    from: browser,
    to: {
      path: ['^packages/contract/', '(^|/)node_modules/zod/'],
      pathNot: '^packages/contract/src/(limits|permissions|resources)\\.ts$',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'no-node-in-browsers',
    comment: 'what runs in a browser uses nothing of Node',
    severity: 'error',
    from: browser,
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'loader-imports-only-itself',
    comment: 'the loader runs in pages of strangers in under 2.5 KB: its own folder, else types',
    severity: 'error',
    from: { path: '^apps/widget/loader/', pathNot: [...tests, ...buildFiles] },
    to: { pathNot: '^apps/widget/loader/', dependencyTypesNot: ['type-only'] },
  },
];

const everywhere = [
  {
    name: 'no-cycles',
    comment: 'two files that need each other are one idea, or need a third',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-dev-dependencies-in-production',
    comment: 'an installation without devDependencies must run',
    severity: 'error',
    from: { path: '^(apps/server|packages|plugins)/', pathNot: [...tests, ...buildFiles] },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '(^|/)node_modules/@types/' },
  },
  {
    name: 'declared-dependencies-only',
    comment: 'each workspace names in its package.json what it imports',
    severity: 'error',
    from: production,
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'no-unresolved-imports',
    comment: 'an import that leads nowhere',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true, pathNot: '^(virtual:|/)' },
  },
  {
    name: 'no-tests-in-production',
    comment: 'production code does not import tests',
    severity: 'error',
    from: production,
    to: { path: tests },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [...server, ...packages, ...frontEnds, ...everywhere],
  options: {
    parser: 'swc',
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^((apps|packages|plugins|examples)/[^/]+/dist|packages/create-cskefu-plugin/templates)/' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'browser', 'default'],
      mainFields: ['types', 'module', 'main'],
    },
  },
};
