/** An amount in minor units of an ISO 4217 currency, capitals: 12500 EUR is 125.00. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}
