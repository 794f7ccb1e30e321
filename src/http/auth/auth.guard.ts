import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import type { HttpRequest } from '../http-request.js';
import { writeKey } from '../rate-limit/counts-as-write.js';
import { accessKey, type Access } from './access.js';
import { Admission, type AccessRule } from './admission.js';

/** Lets callers in as the decorators of a route say. A route without one needs a token of any role. */
@Injectable()
export class AuthGuard implements CanActivate {
  /** By handler: decorators say the same each time. */
  private readonly rules = new Map<ReturnType<ExecutionContext['getHandler']>, AccessRule>();

  constructor(
    private readonly reflector: Reflector,
    private readonly admission: Admission,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<HttpRequest>();
    const response = http.getResponse<Response>();
    const admitted = this.admission.admit(request, response, this.ruleOf(context, request));
    return admitted === undefined || admitted.then(() => true);
  }

  private ruleOf(context: ExecutionContext, { method }: HttpRequest): AccessRule {
    const handler = context.getHandler();
    const known = this.rules.get(handler);
    if (known !== undefined) return known;
    const access = this.reflector.getAllAndOverride<Access | undefined>(accessKey, [
      handler,
      context.getClass(),
    ]);
    const isWrite = method === 'POST' && this.reflector.get<true | undefined>(writeKey, handler) === true;
    const rule = { access: access ?? 'guest', isWrite };
    this.rules.set(handler, rule);
    return rule;
  }
}
