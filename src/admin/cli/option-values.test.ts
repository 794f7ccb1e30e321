import { InvalidValue } from './cli-error.js';
import {
  none,
  orNull,
  parseCap,
  parseDurationSeconds,
  parseFactor,
  parseHttpUrl,
  parseIds,
  parseNight,
  parseOrNone,
  parseUuid,
  parseWholeNumber,
} from './option-values.js';

test.each([
  ['90s', 90],
  ['30m', 1_800],
  ['12h', 43_200],
  ['7d', 604_800],
])('a duration can be %s', (text, seconds) => {
  expect(parseDurationSeconds(text)).toBe(seconds);
});

test.each(['', '0s', '12', '1.5h', '-1h', '12 h', '9999999d'])('a duration cannot be "%s"', (text) => {
  expect(() => parseDurationSeconds(text)).toThrow(InvalidValue);
});

test.each(['', '0', '2147483648', '1e3', '0x10', ' 5', '5.0'])('an id cannot be "%s"', (text) => {
  expect(() => parseWholeNumber(text)).toThrow('It must be a whole number from 1 to 2147483647.');
});

test('none takes away what is there, and is no value of its own', () => {
  expect([parseCap('none'), parseCap('0'), parseCap('9999')]).toEqual([none, 0, 9_999]);
  expect([orNull(parseCap('none')), orNull(parseCap('0'))]).toEqual([null, 0]);
  expect(() => parseCap('10000')).toThrow('It must be a whole number from 0 to 9999.');
  expect([parseOrNone('none', parseNight), parseOrNone('2027-03-14', parseNight)]).toEqual([
    none,
    '2027-03-14',
  ]);
  expect(() => parseOrNone('None', parseNight)).toThrow(InvalidValue);
});

test('ids are separated by commas, each counts once, and there are not too many', () => {
  expect(parseIds('5, 1,5', { most: 2 })).toEqual([5, 1]);
  expect(() => parseIds('1,2,3', { most: 2 })).toThrow('It must be at most 2 ids such as 1,2,3.');
  expect(() => parseIds('1,,3', { most: 9 })).toThrow('It must be a whole number from 1 to 2147483647.');
});

test('bounds of a number are included', () => {
  expect([parseWholeNumber('0', { min: 0, max: 5 }), parseWholeNumber('5', { min: 0, max: 5 })]).toEqual([
    0, 5,
  ]);
});

test.each(['0', '-1', '10.0001', '1.00001', 'x'])('a rate cannot be "%s"', (text) => {
  expect(() => parseFactor(text, { max: 10 })).toThrow(InvalidValue);
});

test('a date has to exist', () => {
  expect(parseNight('2028-02-29')).toBe('2028-02-29');
  expect(() => parseNight('2027-02-29')).toThrow('It must be a date that exists, written YYYY-MM-DD.');
});

test('an id is taken in any case', () => {
  expect(parseUuid('019C2F40-7E1A-8D11-9C3E-5F2A00000001')).toBe('019c2f40-7e1a-8d11-9c3e-5f2a00000001');
});

test('an address loses the slash at its end', () => {
  expect(parseHttpUrl('http://localhost:3000/')).toBe('http://localhost:3000');
  expect(() => parseHttpUrl('localhost:3000')).toThrow(InvalidValue);
});
