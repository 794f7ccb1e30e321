import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine, decimalOf } from './csv-text.js';

test('whatever a text has in it is read as it was written, as an import reads', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ unit: 'grapheme' }).filter((text) => text !== ''),
        { minLength: 1 },
      ),
      (cells) => {
        const read: unknown = parse(csvLine(cells), { bom: false, trim: true, relax_column_count: true });
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
