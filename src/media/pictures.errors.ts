import { DomainError } from '../errors/domain-error.js';
import { maxPicturesPerHotel, maxPicturesPerRoomType } from './picture-limits.js';

export function pictureNotFound(hotelId: number, pictureId: number): DomainError {
  const message = `Hotel ${hotelId} has no picture ${pictureId}`;
  return new DomainError('not_found', 'picture_not_found', message, { hotelId, pictureId });
}

export function tooManyPictures(what: 'hotel' | 'room type'): DomainError {
  const limit = what === 'hotel' ? maxPicturesPerHotel : maxPicturesPerRoomType;
  const message = `A ${what} can have ${limit} pictures, those that wait for their upload included`;
  return new DomainError('conflict', 'too_many_pictures', message, { limit });
}

export function pictureTooLarge(maxBytes: number): DomainError {
  const message = `A picture may have ${maxBytes} bytes`;
  return new DomainError('too_large', 'payload_too_large', message, { maxBytes });
}

export function pictureTypeUnsupported(): DomainError {
  const message = 'The file is not a JPEG, PNG, WebP or AVIF, whatever it is called';
  return new DomainError('unsupported', 'picture_type_unsupported', message);
}

export function pictureAnimated(): DomainError {
  return new DomainError('unprocessable', 'picture_animated', 'The file has more than one picture');
}

export function pictureTooManyPixels(limits: { maxPixels: number; maxSide: number }): DomainError {
  const message = `A picture may have ${limits.maxPixels} pixels, and ${limits.maxSide} on a side`;
  return new DomainError('unprocessable', 'picture_too_many_pixels', message, limits);
}

export function pictureUnreadable(cause: unknown): DomainError {
  const message = 'The file is cut off or damaged: not all of its picture can be read';
  return new DomainError('unprocessable', 'picture_unreadable', message, undefined, { cause });
}

export function uploadMissing(pictureId: number): DomainError {
  const message = `Nothing was uploaded yet for picture ${pictureId}`;
  return new DomainError('conflict', 'upload_missing', message, { pictureId });
}

export function uploadNotFound(): DomainError {
  return new DomainError('not_found', 'upload_not_found', 'Nobody waits for an upload at this address');
}

export function uploadExpired(): DomainError {
  return new DomainError('gone', 'upload_expired', 'The address for the upload has ended: ask for another');
}

export function pictureAwaitsUpload(pictureId: number): DomainError {
  const message = `Picture ${pictureId} waits for its upload`;
  return new DomainError('conflict', 'picture_awaits_upload', message, { pictureId });
}

export function pictureElsewhere(pictureId: number): DomainError {
  const message = `Picture ${pictureId} is not kept here: there is only its address`;
  return new DomainError('conflict', 'picture_elsewhere', message, { pictureId });
}

export function pictureOrderStale(): DomainError {
  const message = 'pictureIds must name each picture there is once: read the list again';
  return new DomainError('conflict', 'picture_order_stale', message);
}

export function storeUnavailable(cause: unknown): DomainError {
  const message = 'The store of pictures cannot be reached at the moment';
  return new DomainError('unavailable', 'picture_store_unavailable', message, undefined, {
    cause,
    retryAfterSeconds: 5,
  });
}
