import type { IncomingMessage } from 'node:http';
import {
  applyDecorators,
  Injectable,
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiConsumes } from '@nestjs/swagger';
import { DomainError } from '../errors/domain-error.js';
import type { HttpRequest } from './http-request.js';

const acceptsKey = 'holdfast:accepts';
const webhookPrefix = '/v1/webhooks/';

/** Lets a route take bodies of these types instead of JSON. The route reads the request itself. */
export function Accepts(...mediaTypes: string[]): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(acceptsKey, mediaTypes), ApiConsumes(...mediaTypes));
}

/** Whether this is a call of a provider, whose body must stay as it was signed. */
export function isWebhook(request: IncomingMessage): boolean {
  return request.url?.startsWith(webhookPrefix) ?? false;
}

/** Whether the body calls itself JSON (RFC 6839 suffixes included). */
export function isJson(request: IncomingMessage): boolean {
  const type = mediaTypeOf(request);
  return type === 'application/json' || (type.startsWith('application/') && type.endsWith('+json'));
}

/** 415 for a body of a type the route does not take: unparsed it would look like no body at all. */
@Injectable()
export class MediaTypeGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<HttpRequest>();
    if (!hasBody(request) || isWebhook(request)) return true;
    const accepted = this.reflector.getAllAndOverride<string[] | undefined>(acceptsKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (accepted === undefined ? isJson(request) : accepted.includes(mediaTypeOf(request))) return true;
    const wanted = accepted?.join(', ') ?? 'application/json';
    throw new DomainError('unsupported', 'unsupported_media_type', `The body must be ${wanted}`);
  }
}

/** Whether bytes follow the headers. */
export function hasBody(request: IncomingMessage): boolean {
  const length = request.headers['content-length'];
  return request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

function mediaTypeOf(request: IncomingMessage): string {
  const header = request.headers['content-type'] ?? '';
  if (header === 'application/json') return header;
  const end = header.indexOf(';');
  return (end === -1 ? header : header.slice(0, end)).trim().toLowerCase();
}
