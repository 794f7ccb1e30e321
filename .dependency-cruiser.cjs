/** Which file may import which (docs: style of the code). `npm run check` enforces it. */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one thing, or need a third.',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'controllers-call-services',
      comment: 'A controller parses, calls one service and answers; it never writes to the database itself.',
      severity: 'error',
      from: { path: '\\.controller\\.ts$' },
      to: { path: '(\\.queries|\\.processor|\\.controller)\\.ts$' },
    },
    {
      name: 'nothing-imports-controllers',
      comment: 'Only a module wires controllers.',
      severity: 'error',
      from: { pathNot: '(\\.module|\\.test)\\.ts$' },
      to: { path: '\\.controller\\.ts$' },
    },
    {
      name: 'queries-are-leaves',
      comment: 'A query knows SQL, pure rules and errors, not the use cases above it.',
      severity: 'error',
      from: { path: '\\.(queries|views)\\.ts$' },
      to: { path: '\\.(service|controller|processor|module)\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'rules-are-pure',
      comment: 'Rules take time and data as arguments: no database, no framework, no clock of their own.',
      severity: 'error',
      from: { path: '\\.rules\\.ts$' },
      to: {
        path: '(\\.(service|controller|processor|module|queries|views)\\.ts$|^src/database/|node_modules/(@nestjs|@prisma|pg|bullmq)/)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'queries-are-private',
      comment: "Another feature's statements are its own business: use its service or its views.",
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/([^/]+)/.*\\.queries\\.ts$', pathNot: '^src/$1/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sandbox-stands-alone',
      comment: 'A sandbox that shared code with the application would share its mistakes.',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^src/' },
    },
    {
      name: 'one-door-to-the-sandbox',
      comment: 'The application reaches its providers over HTTP; one file starts their stand-ins.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/sandboxes\\.ts$', '\\.test\\.ts$'] },
      to: { path: '^sandbox/' },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: '^(src|sandbox)/', pathNot: '\\.test\\.ts$' },
      to: { path: '(^test/|^bench/|\\.test\\.ts$)' },
    },
    {
      name: 'only-declared-packages',
      comment: 'The product may import what package.json lists for it, not what happens to be installed.',
      severity: 'error',
      from: { path: '^(src|sandbox)/', pathNot: '\\.test\\.ts$' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-dead-imports',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(src/generated|src/metadata\\.ts)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
