import importX from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

/**
 * What a folder may not import, and why. Read with the table in ARCHITECTURE.md. A glob has to match the file itself:
 * `folder/**`, not `folder`. tests/scripts/lint-rules.test.ts shows every rule firing.
 */
const zones = [
  {
    target: ['./shared/src/*/state.ts', './shared/src/*/policy.ts'],
    from: ['./shared/src/*/commands.ts', './shared/src/*/queries.ts'],
    message: 'State and policy are pure rules over entities and events.',
  },
  {
    target: './shared/src/kernel',
    from: './shared/src/!(kernel)/**',
    message: 'The kernel knows no feature.',
  },
  { target: './shared/src', from: ['./server', './web', './tests'], message: 'The contract knows neither side.' },
  {
    target: './web',
    from: './server',
    message: 'The web never imports the server; pages use the transport in shared/src/transport.ts.',
  },
  { target: './server', from: ['./web', './tests'], message: 'The server knows no pages.' },
  { target: './server/src/platform', from: './server/src/features', message: 'Drivers know no feature.' },
  {
    target: './server/src/features/privacy',
    from: ['./server/src/features/!(privacy|accounts)/**', './server/src/features/accounts/!(erasing).ts'],
    message: 'Erasing and exporting walk what the features declare in their personal-data.ts, and name none.',
  },
  {
    target: [
      './server/src/*.ts',
      ...['request', 'streams', 'http', 'live', 'jobs'].map((one) => `./server/src/${one}`),
    ],
    from: ['./server/src/features/*/**', './server/src/features/!(index).ts'],
    message: 'The core reads the list of features, and knows none of them.',
  },
  {
    target: ['./server/src/http', './server/src/live'],
    from: ['./server/src/**/?(*-)model.ts', './server/src/features/**/?(*-)store.ts'],
    message: 'A transport goes through the one way in.',
  },
  {
    target: './server/src/embedded',
    from: ['./server/src/!(embedded)/**', './server/src/*.ts', './shared/**'],
    message: 'The embedded store stands by itself.',
  },
  {
    target: ['./server/src/!(embedded)/**', './server/src/*.ts'],
    from: './server/src/embedded/**/!(index).ts',
    message: 'The embedded store is used through its index.ts.',
  },
  {
    target: './web/src/lib/@(live|api|text|frame)/**',
    from: ['./web/src/lib/!(live|api|ui|text|frame|paraglide)/**', './shared/src/!(kernel)/**'],
    message: 'Generic parts know no feature: it tells them what they need (outgoing rules, sentences, navigation).',
  },
  {
    target: './web/src/lib/@(live|api|text)/**',
    from: './web/src/lib/frame/**',
    message: 'The frame is built on these, not the other way round.',
  },
  {
    target: './web/src/lib/ui',
    from: './web/src/lib/!(ui|text|paraglide)/**',
    message: 'Generic parts know no feature.',
  },
  { target: './web/src/lib', from: './web/src/routes', message: 'Parts do not know pages.' },
];

const foreignModel = { regex: '^\\.\\./.*model\\.ts$', message: 'A collection belongs to its own folder.' };
const ownModel = {
  regex: 'model\\.ts$',
  allowTypeImports: true,
  message: 'Only its own store.ts queries a collection.',
};

/** Of another feature: what it offers, and its streams. */
const foreignInsides = {
  regex: '^\\.\\./[a-z-]+/(?!(access|stream)\\.ts$)',
  message: 'Of another feature only its access.ts and stream.ts.',
};

const noSkippedTests = ['test', 'it', 'describe'].flatMap((object) =>
  ['skip', 'only', 'todo', 'failing'].map((property) => ({
    object,
    property,
    message: 'Every test runs, and can fail.',
  })),
);

/** The later one counts where both hold for a file. */
const restricted = (files, patterns) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});

export default tseslint.config(
  { ignores: ['**/build/', '**/.svelte-kit/', 'web/src/lib/paraglide/', '.cache/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  ...tseslint.configs.strict,
  ...svelte.configs.recommended,
  {
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        importX.createNodeResolver({ extensions: ['.ts', '.js'], conditionNames: ['node', 'import', 'default'] }),
      ],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/ignore': ['node_modules', '\\.svelte$', '\\.css$'],
    },
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60 }],
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      // Documents and forms are dictionaries; taking a name off is what one does with them.
      '@typescript-eslint/no-dynamic-delete': 'off',
      // The one place that shows rendered HTML is held by a test of its own.
      'svelte/no-at-html-tags': 'off',
      // Addresses here are plain paths of this site.
      'svelte/no-navigation-without-resolve': 'off',
      // State is replaced whole (`$state.raw`), never changed in place.
      'svelte/prefer-svelte-reactivity': 'off',
      'no-restricted-properties': ['error', ...noSkippedTests],
    },
  },
  {
    files: ['{server,shared,tests,scripts}/**/*.ts', 'web/src/lib/**/*.ts'],
    ignores: ['**/*.svelte.ts'],
    rules: { 'import-x/no-cycle': 'error' },
  },
  {
    files: ['{server,shared,tests,scripts}/**/*.ts'],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['scripts/*.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/await-thenable': 'error',
    },
  },
  {
    files: ['server/src/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...noSkippedTests,
        { object: 'Math', property: 'random', message: 'Take node:crypto: what is guessed is lost.' },
      ],
    },
  },
  {
    files: ['shared/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^(?!zod$|\\.)', message: 'The contract is pure: zod and itself.' }] },
      ],
    },
  },
  {
    // A schema is a value: in the browser's code only its type may appear, or zod comes along.
    files: ['web/src/lib/**/*.{ts,svelte}', 'web/src/routes/**/*.svelte'],
    ignores: ['**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex:
                '^@hearth/shared/(contract|kernel/(?!access|errors|folded|graphemes|id-from|limits|own|signs|wall-time)|(?!kernel/)[a-z]+/(?!policy|state|own|limits|address|arrangement|picture-html|kinds|size-text))',
              allowTypeImports: true,
              message: 'Import the type only; schemas bring zod into the browser.',
            },
          ],
        },
      ],
    },
  },
  restricted(['server/src/**/*.ts'], [foreignModel, ownModel]),
  restricted(['server/src/**/*store.ts'], [foreignModel]),
  restricted(['server/src/features/!(privacy)/*.ts'], [foreignModel, ownModel, foreignInsides]),
  restricted(['server/src/features/!(privacy)/*store.ts'], [foreignModel, foreignInsides]),
  {
    // A name that everybody uses for the same thing can be searched for.
    files: ['{server,shared,tests,scripts}/**/*.ts', 'web/src/**/*.ts'],
    // Jest asks for it there.
    ignores: ['tests/support/fill-demo.ts'],
    rules: { 'import-x/no-default-export': 'error' },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.svelte'] } },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      ecmaVersion: 2015,
      globals: {
        require: 'readonly',
        module: 'readonly',
        process: 'readonly',
        console: 'readonly',
        __dirname: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off', 'no-var': 'off', 'svelte/no-inner-declarations': 'off' },
  },
  {
    // Test files hold many small tests in one describe.
    files: ['**/*.test.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 60 }], '@typescript-eslint/no-non-null-assertion': 'error' },
  },
);
