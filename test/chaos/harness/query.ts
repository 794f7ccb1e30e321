/** Runs a statement in the run's own database. */
export type Query = <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>;
