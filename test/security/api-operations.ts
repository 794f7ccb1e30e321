import type { TestApp } from '../support/app.js';

/** One operation of the API document, with what an attacker would want to know of it. */
export interface Operation {
  readonly method: string;
  /** As documented: `/v1/holds/{holdId}`. */
  readonly path: string;
  readonly isPublic: boolean;
  /** A body of JSON; files are sent by tests of their own. */
  readonly takesBody: boolean;
  readonly parameters: readonly Parameter[];
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: { readonly type?: string; readonly format?: string; readonly example?: unknown };
  readonly example?: unknown;
}

interface Documented {
  readonly security?: readonly object[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, object>> };
  readonly parameters?: readonly Parameter[];
}

/** Every operation a running application says it has. */
export async function listOperations(holdfast: TestApp): Promise<Operation[]> {
  const answer = await fetch(`${holdfast.url}/docs-json`);
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Documented>> };
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { security, requestBody, parameters = [] }]) => ({
      method: method.toUpperCase(),
      path,
      // An empty list, or an empty requirement among others, means that no token is needed.
      isPublic:
        security?.every((requirement) => Object.keys(requirement).length > 0) === false ||
        security?.length === 0,
      takesBody: requestBody?.content?.['application/json'] !== undefined,
      parameters,
    })),
  );
}

/** Names an operation in the message of a failed test. */
export function nameOf({ method, path }: Pick<Operation, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

/** The path with its parameters filled in; `fill` is asked for each by name. */
export function fillPath(path: string, fill: (name: string) => string): string {
  return path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => fill(name));
}

interface RouterLayer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/** Every route the server really has, in the words of the document. */
export function listRoutes({ app }: TestApp): string[] {
  const { router } = app.getHttpAdapter().getInstance() as { router: { stack: readonly RouterLayer[] } };
  return router.stack.flatMap(({ route }) =>
    route === undefined
      ? []
      : Object.keys(route.methods).map(
          (method) => `${method.toUpperCase()} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`,
        ),
  );
}
