interface Somewhere {
  readonly sandbox: { readonly url: string };
}

/** `POST /_sandbox/{path}` as a person or a test does it; fails unless it is answered with 200. */
export async function sandboxPost<T = unknown>(
  { sandbox }: Somewhere,
  path: string,
  body: object = {},
): Promise<T> {
  const response = await fetch(`${sandbox.url}/_sandbox/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`);
  const answer: T = JSON.parse(text);
  return answer;
}
