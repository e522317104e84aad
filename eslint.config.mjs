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
  'models',
  'budgets',
  'keys',
  'spend',
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
    // Specs and end-to-end tests may use the testing lib; nothing else may.
    files: ['**/*.spec.ts', '**/*.spec.tsx'],
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
    rules: { ...reactHooks.configs.recommended.rules },
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
        AbortController: 'readonly',
        AbortSignal: 'readonly',
        TextDecoder: 'readonly',
        TextEncoder: 'readonly',
        structuredClone: 'readonly',
      },
    },
  },
);
