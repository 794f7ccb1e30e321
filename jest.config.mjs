export default {
  testEnvironment: 'node',
  rootDir: '.',
  roots: ['<rootDir>/src', '<rootDir>/sandbox', '<rootDir>/test', '<rootDir>/bench'],
  testRegex: '\\.test\\.ts$',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1', '$1.js'] },
  transform: { '\\.(ts|js|mjs)$': '<rootDir>/test/support/jest-swc-cjs.cjs' },
  transformIgnorePatterns: [],
  // Nothing is decided by it: it ends what hangs, also on a machine that is three times as slow.
  testTimeout: 180_000,
  // Whoever tests the whole application waits most of the time, for processes and deadlines: three keep two cores busy.
  maxWorkers: 3,
  // Between two files: what Jest keeps of each adds up to gigabytes.
  workerIdleMemoryLimit: '2GB',
  // Of `test.concurrent`: tests that mostly wait.
  maxConcurrency: 8,
};
