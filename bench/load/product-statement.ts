import type { PrismaService } from '../../src/database/prisma.service.js';
import { Prisma } from '../../src/generated/prisma/client.js';

/** A statement of the product with its parameters, to be run by something else than the product. */
export interface ProductStatement {
  readonly text: string;
  readonly values: unknown[];
}

/**
 * The statement a query function of the product sends, through Prisma or below it, taken from that function itself, so that a benchmark cannot go on
 * measuring a text the product no longer uses. Throws unless it sends exactly one.
 *
 * @param call runs the function on the database it is given, which answers with no rows
 */
export async function productStatement(
  call: (db: PrismaService) => Promise<unknown>,
): Promise<ProductStatement> {
  const seen: ProductStatement[] = [];
  const recorder = {
    $queryRaw: (strings: TemplateStringsArray, ...values: unknown[]) => {
      const { text, values: flat } = Prisma.sql(strings, ...values);
      seen.push({ text, values: flat });
      return Promise.resolve([]);
    },
    queryRows: ({ text, values }: Prisma.Sql) => {
      seen.push({ text, values });
      return Promise.resolve([]);
    },
  };
  await call(recorder as unknown as PrismaService);
  const [statement] = seen;
  if (statement === undefined || seen.length !== 1) {
    throw new Error(`one statement was expected, ${seen.length} were sent`);
  }
  return statement;
}
