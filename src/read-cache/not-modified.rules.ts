/**
 * Whether a conditional GET is answered 304: its `If-None-Match` names what would be sent (RFC 9110, 13.1.2). Weak and
 * strong tags compare alike here; `*` stands for whatever there is.
 *
 * @param etag of the answer, quoted and strong
 */
export function isNotModified(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch === etag) return true;
  return ifNoneMatch.split(',').some((entry) => {
    const tag = entry.trim();
    return tag === '*' || tag === etag || (tag.startsWith('W/') && tag.slice(2) === etag);
  });
}
