import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { DomainError } from '../errors/domain-error.js';
import type { HttpRequest } from '../http/http-request.js';
import { isNotModified } from '../read-cache/not-modified.rules.js';
import { contentTypeOf, readRenditionPath } from './object-keys.rules.js';
import { MediaStore } from './store/media-store.js';

/** A client that takes nothing for so long is cut off. */
const idleTimeoutMs = 20_000;

/**
 * Sends renditions as they are: images and nothing else, whatever a browser would like to make of them. Of the store only
 * the folder of renditions can be reached, by names that only renditions have.
 */
@Injectable()
export class RenditionServer {
  constructor(private readonly store: MediaStore) {}

  /** Throws `not_found` or `picture_store_unavailable`, before anything was sent. */
  async serve(
    path: { readonly first: string; readonly second: string; readonly name: string },
    request: HttpRequest,
    response: Response,
  ): Promise<void> {
    const rendition = readRenditionPath(path);
    if (rendition === undefined) throw noPicture();
    const etag = `"${rendition.hash}"`;
    const ifNoneMatch = request.headers['if-none-match'];
    // Whoever knows the tag has the bytes, which are the only ones that were ever here; `*` asks for something else.
    if (ifNoneMatch !== '*' && isNotModified(ifNoneMatch, etag)) {
      setHeaders(response, etag);
      response.status(304).end();
      return;
    }
    const found = await this.store.open(rendition.key);
    if (found === undefined) throw noPicture();
    setHeaders(response, etag);
    response.setHeader('Content-Type', contentTypeOf(rendition.format));
    response.setHeader('Content-Length', found.length);
    if (request.method === 'HEAD') {
      found.body.destroy();
      response.end();
      return;
    }
    response.setTimeout(idleTimeoutMs, () => response.destroy());
    // A client that leaves, or a store that breaks off, ends the connection: nothing can be said any more.
    await pipeline(found.body, response).catch(() => response.destroy());
  }
}

function setHeaders(response: Response, etag: string): void {
  response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
  response.setHeader('ETag', etag);
  // Opened by itself it is a picture: nothing in it runs or loads. Other sites may show it.
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
}

function noPicture(): DomainError {
  return new DomainError('not_found', 'not_found', 'There is no such picture');
}
