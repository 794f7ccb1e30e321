import type { CardWeights } from './clients/cards.js';
import type { Action } from './clients/choose-action.js';
import type { FamilyWeights } from './clients/travellers.js';
import type { CatalogueSize } from './harness/catalogue.js';
import type { ChaosPostgres } from './harness/postgres.js';
import type { Query } from './harness/query.js';
import type { World, WorldOptions } from './harness/world.js';
import type { FaultLog } from './nemesis/fault-log.js';
import type { FaultName } from './nemesis/faults.js';

/** What a run does, and for how long. */
export interface RunOptions {
  readonly name: string;
  readonly seed: number;
  readonly seconds: number;
  readonly queue: 'postgres' | 'redis';
  readonly folder: string;
  readonly postgres: ChaosPostgres;
  readonly clients: number;
  readonly apis?: number;
  readonly workers?: number;
  readonly catalogue?: CatalogueSize;
  readonly actions?: Partial<Record<Action, number>>;
  readonly maxPauseMs?: number;
  /** Whether somebody changes what there is to sell. */
  readonly hasAdministrator?: boolean;
  /** How the provider behaves from the start. */
  readonly sandbox?: object;
  /** Whether flights of a supplier are sold, too. */
  readonly hasSupplier?: boolean;
  /** Who flies with the supplier, and so what goes wrong there. */
  readonly families?: FamilyWeights;
  /** Ends the load early. Only where nothing is broken. */
  readonly isShown?: (query: Query, world: World) => Promise<boolean>;
  /** As long as something is missing the load goes on, three times as long as it should at most. Says what is missing. */
  readonly isLacking?: (query: Query, faults: FaultLog) => Promise<string | undefined>;
  /** Until the first fault. */
  readonly firstCalmMs?: number;
  readonly stormMs?: number;
  readonly calmMs?: number;
  /** Which faults; none at all for an empty list. */
  readonly faults?: readonly FaultName[];
  readonly env?: Readonly<Record<string, string>>;
  readonly prepare?: WorldOptions['prepare'];
  /** How long to ask for unknown outcomes afterwards, and to wait for everything to come to rest. */
  readonly settleTimeoutMs?: number;
  readonly restTimeoutMs?: number;
  /** Judge at once what stands in the database when every process is killed, without waiting for anything to settle. */
  readonly isCutShort?: boolean;
  readonly cards?: CardWeights;
  /** A migrated database to be copied. */
  readonly template?: string;
  readonly say: (text: string) => void;
}
