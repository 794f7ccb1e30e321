import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { unguardFormula } from '../import/formula-text.js';
import { csvLine, decimalOf } from './csv-text.js';

test('whatever a text has in it is read as it was written, as an import reads', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc
          .tuple(
            fc.constantFrom('', '=', '+', '-', '@', '\t', '\r', "'", "'=", "''"),
            fc.string({ unit: 'grapheme' }),
          )
          .map((parts) => parts.join(''))
          .filter((text) => text !== ''),
        { minLength: 1 },
      ),
      (cells) => {
        const read: unknown = parse(csvLine(cells), {
          bom: false,
          trim: true,
          relax_column_count: true,
          cast: unguardFormula,
        });
        expect(read).toEqual([cells]);
      },
    ),
  );
});

test.each([
  [12_550, 2, '125.50'],
  [5, 2, '0.05'],
  [0, 2, '0.00'],
  [900, 0, '900'],
  [1_234, 3, '1.234'],
])('%i minor units with %i decimals are %s', (minor, digits, text) => {
  expect(decimalOf(minor, digits)).toBe(text);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', "'=1"])(
  'a spreadsheet does not calculate the text %j',
  (text) => {
    expect(csvLine([text])).toMatch(/^"?'/);
  },
);

test('numbers are written without an exponent', () => {
  expect(csvLine([-9.13592, 1e-7, 5])).toBe('-9.13592,0.0000001,5\n');
});
