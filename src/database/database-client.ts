import type { Prisma } from '../generated/prisma/client.js';

/** A transaction, or the client itself. */
export type Database = Prisma.TransactionClient;
