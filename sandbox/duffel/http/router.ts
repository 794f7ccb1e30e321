import type { Route } from '../api/route.js';

export interface Match {
  readonly route: Route;
  readonly id: string;
}

/** Finds an operation by method and path; an id stands in third place: `/air/orders/:`. */
export class Router {
  private readonly routes = new Map<string, Route>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) this.routes.set(`${route.method} ${route.path}`, route);
  }

  find(method: string, path: string): Match | undefined {
    const exact = this.routes.get(`${method} ${path}`);
    if (exact) return { route: exact, id: '' };
    const [, area, kind, id, ...rest] = path.split('/');
    if (!id) return undefined;
    const route = this.routes.get(`${method} ${['', area, kind, ':', ...rest].join('/')}`);
    return route && { route, id };
  }
}
