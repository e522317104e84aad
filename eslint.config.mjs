import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** The control plane's modules, in the order they may build on each other: each imports only those before it. */
const MODULE_ORDER = [
  'auth',
  'audit',
  'organizations',
  'teams',
  'users',
  'settings',
  'models',
  'budgets',
  'attributions',
  'customers',
  'tags',
  'projects',
  'access-groups',
  'keys',
  'spend',
  'alerts',
];

const SERVER_PACKAGES = [
  '@nestjs/*',
  'typeorm',
  'pg',
  'ioredis',
  'bullmq',
  'express',
  'react',
  'react-dom',
  '@mantine/*',
];

/** Who may import whom: docs/architecture.md has the table in words. `tools/lint/boundaries-bite.mjs` proves it bites. */
const depConstraints = [
  {
    sourceTag: 'core',
    onlyDependOnLibsWithTags: ['core'],
    bannedExternalImports: [...SERVER_PACKAGES, 'undici', 'node:*'],
  },
  { sourceTag: 'pure', onlyDependOnLibsWithTags: ['core', 'pure'], bannedExternalImports: SERVER_PACKAGES },
  {
    sourceTag: 'gateway',
    onlyDependOnLibsWithTags: ['core', 'pure'],
    bannedExternalImports: SERVER_PACKAGES,
  },
  {
    // docs/decisions/0012: the gateway's data plane and the routing table, in the caller's process.
    sourceTag: 'sdk',
    onlyDependOnLibsWithTags: ['core', 'pure', 'gateway', 'config', 'module:models'],
    bannedExternalImports: SERVER_PACKAGES,
  },
  { sourceTag: 'infra', onlyDependOnLibsWithTags: ['core', 'infra'] },
  { sourceTag: 'module', onlyDependOnLibsWithTags: ['core', 'pure', 'infra', 'module'] },
  { sourceTag: 'app', onlyDependOnLibsWithTags: ['core', 'pure', 'gateway', 'infra', 'module', 'app'] },
  { sourceTag: 'ui', onlyDependOnLibsWithTags: ['core', 'ui'] },
  { sourceTag: 'test', onlyDependOnLibsWithTags: ['core', 'pure', 'test'] },
  { sourceTag: 'e2e', onlyDependOnLibsWithTags: ['core', 'pure', 'test', 'infra', 'app'] },
  ...MODULE_ORDER.map((name, place) => ({
    sourceTag: `module:${name}`,
    onlyDependOnLibsWithTags: [
      'core',
      'pure',
      'infra',
      ...MODULE_ORDER.slice(0, place + 1).map((m) => `module:${m}`),
    ],
  })),
];

/** The dashboard's layers: shared ← features ← app; a feature knows of another one only its API calls and its pickers. */
const ADMIN_LAYERS = [
  {
    files: ['apps/admin/src/shared/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['**/features/**', '**/app/**'], message: 'shared imports neither features nor app.' },
          ],
        },
      ],
    },
  },
  {
    files: ['apps/admin/src/features/**'],
    ignores: ['**/*.spec.ts', '**/*.spec.tsx'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['**/app/**'], message: 'Features do not import app.' },
            {
              regex: String.raw`^(\.\./)+(?!shared/|api/|pickers/)[a-z-]+/(?!api/|pickers/)`,
              message:
                'Of another feature only its api/ and pickers/ may be imported; what pages share belongs to shared/.',
            },
          ],
        },
      ],
    },
  },
];

const NO_DUMPS = {
  selector: 'Program',
  message: 'Name a file for what it holds: no utils, helpers, common or base.',
};

export default tseslint.config(
  { ignores: ['**/dist/**', '**/coverage/**', '**/.nx/**', '**/node_modules/**', '**/*.config.mjs'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      'no-control-regex': 'off',
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { allow: [], depConstraints, enforceBuildableLibDependency: false },
      ],
    },
  },
  {
    // Specs, the suites they share and end-to-end tests may use the testing lib; nothing else may.
    files: ['**/*.spec.ts', '**/*.spec.tsx', '**/*.suite.ts'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: ['@tollgate/testing'],
          depConstraints,
          enforceBuildableLibDependency: false,
        },
      ],
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
  {
    files: ['**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      // Tells that React's compiler leaves a component alone; the compiler is not used.
      'react-hooks/incompatible-library': 'off',
      // A router leaves a loader by throwing where to go.
      '@typescript-eslint/only-throw-error': [
        'error',
        { allow: [{ from: 'package', package: '@tanstack/router-core', name: 'Redirect' }] },
      ],
    },
  },
  ...ADMIN_LAYERS,
  {
    files: ['libs/llm/sdk/src/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@tollgate/models',
              message: 'Of the module only @tollgate/models/table is free of Nest.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['apps/admin/public/**/*.js'],
    languageOptions: { globals: { document: 'readonly', localStorage: 'readonly', matchMedia: 'readonly' } },
  },
  {
    files: [
      '**/utils.ts',
      '**/helpers.ts',
      '**/common.ts',
      '**/base.ts',
      '**/utils/**',
      '**/helpers/**',
      '**/common/**',
    ],
    rules: { 'no-restricted-syntax': ['error', NO_DUMPS] },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        setImmediate: 'readonly',
        performance: 'readonly',
        fetch: 'readonly',
        Headers: 'readonly',
        Request: 'readonly',
        Response: 'readonly',
        AbortController: 'readonly',
        AbortSignal: 'readonly',
        TextDecoder: 'readonly',
        TextEncoder: 'readonly',
        structuredClone: 'readonly',
      },
    },
  },
);
