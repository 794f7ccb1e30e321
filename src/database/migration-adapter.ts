import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  DriverAdapterError,
  type ErrorCapturingSqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import { DatabaseError, Pool } from 'pg';

/**
 * What the schema engine needs to reach PostgreSQL. The stock adapter cuts a migration at every semicolon, also
 * inside function bodies and comments; this one sends it whole, as `prisma migrate deploy` does, which also makes
 * each migration all or nothing.
 */
export function migrationAdapter(
  pool: Pool,
  onError: (error: DatabaseError) => void,
): ErrorCapturingSqlMigrationAwareDriverAdapterFactory {
  const stock = new PrismaPg(pool);
  const connect: typeof stock.connect = async () => {
    const connection = await stock.connect();
    connection.executeScript = async (script) => {
      try {
        await pool.query(script);
      } catch (error) {
        if (!(error instanceof DatabaseError)) throw error;
        onError(error);
        throw asDriverError(error);
      }
    };
    return connection;
  };
  return bindMigrationAwareSqlAdapterFactory({
    provider: stock.provider,
    adapterName: stock.adapterName,
    connect,
    connectToShadowDb: () => stock.connectToShadowDb(),
  });
}

function asDriverError(error: DatabaseError): DriverAdapterError {
  return new DriverAdapterError({
    kind: 'postgres',
    code: error.code ?? 'N/A',
    severity: error.severity ?? 'N/A',
    message: error.message,
    detail: error.detail,
    column: error.column,
    hint: error.hint,
  });
}
