import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { DirectRoutes } from '../http/direct/direct-routes.js';
import { hasBody, isJson } from '../http/media-type.js';
import { parseUuid } from '../http/path-params.js';
import { readQuickly } from '../http/validation.js';
import { TakeHoldDto } from './hold-requests.dto.js';
import { HoldsService } from './holds.service.js';

const path = '/v1/holds';

/** Taking and giving back holds, the busiest routes there are, by the short way. What they are is in holds.controller.ts. */
@Injectable()
export class DirectHolds implements OnModuleInit {
  constructor(
    private readonly config: AppConfig,
    private readonly direct: DirectRoutes,
    private readonly holds: HoldsService,
  ) {}

  onModuleInit(): void {
    if (!this.config.servesApi) return;
    this.direct.addRoute({
      method: 'POST',
      route: path,
      rule: { access: 'guest', isWrite: true },
      read: (request) =>
        request.url === path && isJson(request) ? readQuickly(TakeHoldDto, request.body) : undefined,
      answer: async (body, { guestId }) => {
        const hold = await this.holds.take(guestId, body);
        return { status: 201, headers: { Location: `${path}/${hold.holdId}` }, body: hold };
      },
    });
    this.direct.addRoute({
      method: 'DELETE',
      route: `${path}/:holdId`,
      rule: { access: 'guest', isWrite: false },
      read: (request) => {
        const { url = '' } = request;
        return url.startsWith(`${path}/`) && !hasBody(request)
          ? parseUuid(url.slice(path.length + 1))
          : undefined;
      },
      answer: async (holdId, { guestId }) => {
        await this.holds.release(guestId, holdId);
        return { status: 204 };
      },
    });
  }
}
