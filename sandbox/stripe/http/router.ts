import type { Route } from '../api/route.js';

export interface Match {
  readonly route: Route;
  readonly id: string;
  readonly subId: string;
}

/** Finds an operation by method and path with two look-ups at most. Ids stand at fixed places: `/v1/kind/:id/sub/:id`. */
export class Router {
  private readonly routes = new Map<string, Route>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) this.routes.set(`${route.method} ${route.path}`, route);
  }

  find(method: string, path: string): Match | undefined {
    const exact = this.routes.get(`${method} ${path}`);
    if (exact) return { route: exact, id: '', subId: '' };
    const [, version, kind, id, sub, subId, surplus] = path.split('/');
    if (!id || surplus !== undefined) return undefined;
    let pattern = `${method} /${version}/${kind}/:`;
    if (sub !== undefined) pattern += `/${sub}`;
    if (subId !== undefined) pattern += '/:';
    const route = this.routes.get(pattern);
    return route && { route, id, subId: subId ?? '' };
  }

  get operations(): ReadonlySet<string> {
    return new Set([...this.routes.values()].map((route) => route.operation));
  }
}
