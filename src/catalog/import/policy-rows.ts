import type { Fee, Offset, Step } from '../../cancellation/cancellation.rules.js';
import { PolicyTextFault, readFeeText, readStepsText } from '../../cancellation/policy-text.rules.js';
import type { CsvRow } from './csv-file.js';
import { none } from './price-cells.js';
import { RowFault, RowReader } from './row-reader.js';

export const policyColumns = ['code', 'name', 'steps'] as const;

const codePattern = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** One line of cancellation_policies.csv or flight_policies.csv, as it is written. */
export interface PolicyRow {
  readonly line: number;
  /** Of the hotel or flight. */
  readonly listingCode: string;
  readonly code: string;
  readonly name: string;
  /** `72h=0%;1n`: amounts in it are in the currency of the hotel or flight. */
  readonly steps: string;
  /** Empty: the one it has; `none`: that of the last step, which a new policy has, too. */
  readonly noShowFee: string;
  /** Whether it is that of all nights without one of their own. */
  readonly isDefault: boolean;
}

/** Reads one policy. Throws `RowFault`. `listingColumn` says whose it is. */
export function readPolicyRow(row: CsvRow, listingColumn: string): PolicyRow {
  const reader = new RowReader(row);
  return {
    line: row.line,
    listingCode: reader.text(listingColumn),
    code: reader.matching('code', codePattern, 'a code of small letters, digits and "-"'),
    name: reader.text('name', { max: 100 }),
    steps: reader.text('steps'),
    noShowFee: reader.text('no_show_fee', { fallback: '' }),
    isDefault: reader.matching('default', /^(yes|no)$/, '"yes" or "no"', 'no') === 'yes',
  };
}

export interface PolicyTerms {
  readonly steps: readonly Step<Offset>[];
  /** Null: that of the last step. */
  readonly noShowFee: Fee | null;
  /** Nothing is said of it: what is there stays. */
  readonly keepsNoShowFee: boolean;
}

/** What canceling costs by that line. Throws `RowFault`. */
export function policyTermsOf({ steps, noShowFee }: PolicyRow, currency: string): PolicyTerms {
  return {
    steps: inColumn('steps', steps, (text) => readStepsText(text, currency)),
    noShowFee:
      noShowFee === '' || noShowFee === none
        ? null
        : inColumn('no_show_fee', noShowFee, (text) => readFeeText(text, currency)),
    keepsNoShowFee: noShowFee === '',
  };
}

function inColumn<Value>(column: string, text: string, read: (text: string) => Value): Value {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof PolicyTextFault) throw new RowFault(error.message, column, text);
    throw error;
  }
}
