import sharp from 'sharp';
import { animatedPng, animatedWebp, photo, pngBomb, pngOfSize } from '../../test/support/pictures.js';
import { AppConfig } from '../config/app-config.js';
import { PictureReader } from './picture-reader.js';

const maxPixels = 2_000_000;
const maxBytes = 500_000;

let reader: PictureReader;
let jpeg: Buffer;
let png: Buffer;
beforeAll(async () => {
  // Before anything is forbidden.
  jpeg = await photo().jpeg().toBuffer();
  png = await photo().png().toBuffer();
  reader = new PictureReader(new AppConfig().with({ mediaMaxBytes: maxBytes, mediaMaxPixels: maxPixels }));
});

/** How a file is refused. */
async function refusalOf(bytes: Buffer): Promise<string> {
  return reader.check(bytes).then(
    ({ width, height }) => `taken: ${width} × ${height}`,
    ({ code }: { code: string }) => code,
  );
}

describe('a file', () => {
  test.each(['jpeg', 'png', 'webp', 'avif'] as const)('that is a %s is taken', async (format) => {
    const bytes = await sharp(png).toFormat(format).toBuffer();
    expect(await reader.check(bytes)).toEqual({ width: 900, height: 600 });
  });

  test.each([
    [
      'an SVG',
      '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><script>alert(1)</script></svg>',
    ],
    ['an SVG behind a declaration', '<?xml version="1.0"?><!DOCTYPE svg SYSTEM "file:///etc/passwd"><svg/>'],
    ['a page', '<!doctype html><html><script>alert(1)</script></html>'],
    ['a PDF', '%PDF-1.7\n%âãÏÓ\n1 0 obj << /Type /Catalog >> endobj'],
    ['a script', '#!/bin/sh\nrm -rf /\n'],
    ['PostScript', '%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9'],
    ['text', 'GIF and JPEG and PNG and WebP and AVIF'],
    ['nothing', ''],
    ['the beginning of a JPEG', '\xff\xd8\xff'],
    ['a HEIC', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
  ])('that is %s is of no type that is taken', async (_what, text) => {
    expect(await refusalOf(Buffer.from(text, 'latin1'))).toBe('picture_type_unsupported');
  });

  test.each(['gif', 'tiff'] as const)('that is a %s is of no type that is taken', async (format) => {
    expect(await refusalOf(await photo().toFormat(format).toBuffer())).toBe('picture_type_unsupported');
  });

  test('that begins like one type and is another is not read as either', async () => {
    const heif = Buffer.concat([Buffer.from('\0\0\0\x18ftypavif\0\0\0\0mif1heic', 'latin1'), jpeg]);
    expect(await refusalOf(heif)).toBe('picture_unreadable');
    expect(await refusalOf(Buffer.concat([jpeg.subarray(0, 4), png]))).toBe('picture_unreadable');
  });

  test('that is cut off anywhere is refused, in every format', async () => {
    for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
      const whole = await photo({ colour: '#123' }).toFormat(format).toBuffer();
      for (const share of [0.2, 0.5, 0.9]) {
        const cut = whole.subarray(0, Math.floor(whole.length * share));
        expect([format, share, await refusalOf(cut)]).toEqual([format, share, 'picture_unreadable']);
      }
    }
  });

  test('that moves is refused', async () => {
    expect(await refusalOf(await animatedWebp())).toBe('picture_animated');
    expect(await refusalOf(animatedPng(png))).toBe('picture_animated');
    const sequence = Buffer.from('\0\0\0\x1cftypavis\0\0\0\0avismsf1miaf', 'latin1');
    expect(await refusalOf(sequence)).toBe('picture_animated');
  });

  test('that is larger than may be is not looked at', async () => {
    expect(await refusalOf(Buffer.concat([jpeg, Buffer.alloc(maxBytes)]))).toBe('payload_too_large');
  });

  test.each([
    ['a side beyond what any picture has', 16_384, 1],
    ['more pixels than may be', 1_500, 1_500],
    ['as many as a number can say', 2_147_483_647, 2_147_483_647],
  ])('with %s is refused by its header', async (_what, width, height) => {
    expect(['picture_too_many_pixels', 'picture_unreadable']).toContain(
      await refusalOf(pngOfSize(width, height)),
    );
  });

  test('that unpacks to a thousand times its size is refused before it is unpacked', async () => {
    const bomb = pngBomb(16_000);
    expect(bomb.length).toBeLessThan(100_000);
    const before = process.memoryUsage().rss;
    expect(await refusalOf(bomb)).toBe('picture_too_many_pixels');
    expect(process.memoryUsage().rss - before).toBeLessThan(40_000_000);
  });

  test('with any byte changed is taken or refused, and never anything else', async () => {
    const small = await photo({ width: 40, height: 30 }).png().toBuffer();
    for (let at = 0; at < small.length; at += 7) {
      const changed = Buffer.from(small);
      changed.writeUInt8(changed.readUInt8(at) ^ 0xff, at);
      expect(await refusalOf(changed)).toMatch(/^(taken: .*|picture_\w+|payload_too_large)$/);
    }
  });
});

describe('a rendition', () => {
  test('is made in three widths, in WebP and AVIF, as wide as it says', async () => {
    const large = await photo({ width: 1_700, height: 1_000 }).jpeg().toBuffer();
    const rendered = await reader.render(large);
    expect(rendered.map(({ format, width, height }) => [format, width, height])).toEqual([
      ['webp', 480, 282],
      ['avif', 480, 282],
      ['webp', 960, 565],
      ['avif', 960, 565],
      ['webp', 1600, 941],
      ['avif', 1600, 941],
    ]);
    for (const { format, width, height, bytes } of rendered) {
      expect(await sharp(bytes).metadata()).toMatchObject({
        format: format === 'avif' ? 'heif' : 'webp',
        width,
        height,
      });
    }
  });

  test('is never wider than the picture', async () => {
    const widths = async (width: number) =>
      (await reader.render(await photo({ width, height: 50 }).png().toBuffer())).map((each) => each.width);
    expect(await widths(600)).toEqual([480, 480, 600, 600]);
    expect(await widths(7)).toEqual([7, 7]);
  });

  test('is the right way up and says nothing of where and with what it was taken', async () => {
    const told = await photo({ width: 600, height: 400 })
      .withExif({
        IFD0: { Copyright: 'SECRET-OWNER', Make: 'SECRET-CAMERA' },
        IFD3: { GPSLatitude: '38/1 42/1 0/1' },
      })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect(await reader.check(told)).toEqual({ width: 400, height: 600 });
    for (const { bytes, width, height } of await reader.render(told)) {
      expect(width).toBeLessThan(height);
      expect(bytes.includes('SECRET')).toBe(false);
      const { exif, icc, xmp, iptc, orientation } = await sharp(bytes).metadata();
      expect({ exif, icc, xmp, iptc, orientation }).toEqual({});
    }
    // White was in the corner that is now the upper right.
    const [first] = await reader.render(told);
    const corner = await sharp(first?.bytes)
      .extract({ left: 390, top: 5, width: 1, height: 1 })
      .raw()
      .toBuffer();
    expect([...corner.subarray(0, 3)].every((value) => value > 240)).toBe(true);
  });

  test.each([
    ['a page', '<script>alert(document.cookie)</script>'],
    ['an archive', 'PK\x03\x04\x14\0\0\0\0\0evil.sh'],
    ['a program', '<?php system($_GET["c"]); ?>'],
  ])('of a picture with %s behind it has nothing of that', async (_what, tail) => {
    for (const whole of [jpeg, png]) {
      const polyglot = Buffer.concat([whole, Buffer.from(tail.repeat(20), 'latin1')]);
      expect(await refusalOf(polyglot)).toBe('taken: 900 × 600');
      for (const { bytes } of await reader.render(polyglot))
        expect(bytes.includes(tail.slice(0, 12), 0, 'latin1')).toBe(false);
    }
  });

  test('of the same file has the same bytes', async () => {
    const [once, again] = [await reader.render(png), await reader.render(png)];
    expect(
      once.map(({ bytes }) =>
        bytes.equals(again[once.findIndex((each) => each.bytes === bytes)]?.bytes ?? Buffer.alloc(0)),
      ),
    ).not.toContain(false);
  });
});
