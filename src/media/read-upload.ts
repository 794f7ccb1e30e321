import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody } from '@nestjs/swagger';
import { invalidField } from '../errors/invalid-request.js';
import { Accepts } from '../http/media-type.js';
import { maxCaptionLength } from './picture-limits.js';
import { UploadGate } from './upload-gate.js';

const fileField = 'file';

/** What is needed of a file that arrived in a form: its name and the type it claims are nobody's business. */
export interface UploadedPicture {
  readonly buffer: Buffer;
}

/** Takes a form with one file, in memory; its bounds are set where the module is (media.module.ts). */
export function TakesPicture(): MethodDecorator {
  return applyDecorators(
    UseInterceptors(UploadGate, FileInterceptor(fileField)),
    Accepts('multipart/form-data'),
    ApiBody({
      schema: {
        type: 'object',
        required: [fileField],
        properties: {
          [fileField]: { type: 'string', format: 'binary', description: 'A JPEG, PNG, WebP or AVIF.' },
          caption: {
            type: 'string',
            maxLength: maxCaptionLength,
            description: 'What the picture shows.',
            example: 'The pool',
          },
        },
      },
    }),
  );
}

/** The bytes of the file. Throws 400 for a form without one. */
export function bytesOfUpload(file: UploadedPicture | undefined): Buffer {
  if (file === undefined) throw invalidField(fileField, 'required', `${fileField} must be a file`);
  return file.buffer;
}
