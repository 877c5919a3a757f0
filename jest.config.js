const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/scripts/jest-strip.js' },
  testPathIgnorePatterns: ['/node_modules/', '/build/'],
};

/** What holds after each test, and closes what a file has opened. */
const afterEach = ['<rootDir>/tests/support/after-each.ts'];

/** A project needs more the further down it stands: unit nothing, app a store and a port, faults a machine of its own, browser Chromium and a build. */
export default {
  // Real stores and sockets on two busy cores; a test that hangs is found all the same. Jest reads this only here.
  testTimeout: 60_000,
  // What a file has loaded stays in its process, some 35 MB of it: after a hundred files there is no room, and long before that all is slow.
  workerIdleMemoryLimit: '1500MB',
  testSequencer: '<rootDir>/scripts/jest-longest-first.js',
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/{shared,server,web}/src/**/*.test.ts', '<rootDir>/tests/contract/**/*.test.ts'],
    },
    { ...common, displayName: 'store', testMatch: ['<rootDir>/tests/store/**/!(fairness).test.ts'] },
    {
      ...common,
      displayName: 'app',
      setupFilesAfterEnv: afterEach,
      testMatch: ['<rootDir>/tests/{commands,queries,live,http,security,scripts}/**/*.test.ts'],
    },
    {
      ...common,
      displayName: 'faults',
      setupFilesAfterEnv: afterEach,
      testMatch: ['<rootDir>/tests/{faults,network}/**/*.test.ts', '<rootDir>/tests/store/fairness.test.ts'],
    },
    {
      ...common,
      displayName: 'browser',
      globalSetup: '<rootDir>/tests/support/fill-demo.ts',
      setupFilesAfterEnv: afterEach,
      testMatch: ['<rootDir>/tests/{web,e2e}/**/*.test.ts'],
    },
  ],
};
