import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { DatabaseError, Pool } from 'pg';
import { projectFolder } from '../config/project-folder.js';
import { migrationAdapter } from './migration-adapter.js';

/** The part of the global that is used here; Node has it, but only the browser's types describe it. */
declare const WebAssembly: {
  instantiate(code: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

/**
 * Prisma's schema engine, compiled to WebAssembly, on a database. `onError` hears what PostgreSQL itself refused.
 * Call `free()` on it at the end.
 */
export async function openSchemaEngine(
  pool: Pool,
  onError: (error: DatabaseError) => void = () => {},
): Promise<engineModule.SchemaEngine> {
  await loadEngine();
  const files: [string, string][] = [[prismaSchema.path, prismaSchema.content]];
  return engineModule.SchemaEngine.new({ datamodels: files }, () => {}, migrationAdapter(pool, onError));
}

/** The SQL that would create, in an empty database, the tables `schema.prisma` describes. */
export async function sqlOfPrismaSchema(pool: Pool): Promise<string> {
  const engine = await openSchemaEngine(pool);
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: [prismaSchema] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    if (stdout === null) throw new Error('the schema engine described no schema');
    return stdout;
  } finally {
    engine.free();
  }
}

const prismaSchema = {
  path: 'prisma/schema.prisma',
  content: readFileSync(path.join(projectFolder(), 'prisma/schema.prisma'), 'utf8'),
};

let engineLoaded: Promise<void> | undefined;

/** The package expects a bundler to instantiate its WebAssembly; on plain Node that is done by hand, once. */
function loadEngine(): Promise<void> {
  engineLoaded ??= (async () => {
    const require = createRequire(import.meta.url);
    const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
    const code = readFileSync(path.join(folder, 'schema_engine_bg.wasm'));
    const { instance } = await WebAssembly.instantiate(code, { './schema_engine_bg.js': engineImports() });
    engineModule.__wbg_set_wasm(instance.exports);
    const start = instance.exports['__wbindgen_start'];
    if (typeof start !== 'function') throw new Error('The schema engine has no start function');
    start();
  })();
  return engineLoaded;
}

/** What the engine calls. Its ten-second guard over the migration lock must not keep the process alive that long. */
function engineImports(): Record<string, unknown> {
  const imports: Record<string, unknown> = { ...engineModule };
  for (const [name, original] of Object.entries(imports)) {
    if (!name.startsWith('__wbg_setTimeout') || typeof original !== 'function') continue;
    imports[name] = (callback: unknown, ms: unknown) => {
      const timer: unknown = original(callback, ms);
      if (isUnrefable(timer)) timer.unref();
      return timer;
    };
  }
  return imports;
}

function isUnrefable(timer: unknown): timer is { unref(): void } {
  return typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function';
}
