import type { HttpRequest } from './http-request.js';

/** What Express keeps of a route; its types leave these two out. */
interface RouteLayer {
  readonly route: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/** The methods that are served at the path of a request nothing answered, for 405 and `Allow`. */
export function allowedMethods(request: HttpRequest): string[] {
  const allowed = new Set<string>();
  for (const layer of request.app.router.stack) {
    if (!isRouteLayer(layer) || !layer.match(request.path)) continue;
    for (const [method, isServed] of Object.entries(layer.route.methods)) {
      if (isServed) allowed.add(method.toUpperCase());
    }
  }
  if (allowed.has('GET')) allowed.add('HEAD');
  allowed.delete('_ALL');
  return [...allowed].toSorted();
}

function isRouteLayer(layer: object): layer is RouteLayer {
  return (
    'match' in layer &&
    typeof layer.match === 'function' &&
    'route' in layer &&
    typeof layer.route === 'object' &&
    layer.route !== null &&
    'methods' in layer.route
  );
}
