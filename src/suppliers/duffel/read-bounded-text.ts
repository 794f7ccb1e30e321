import { UnreadableAnswer } from './answer-fields.js';

/** The body as text, uncompressed `maxBytes` at most. Throws `UnreadableAnswer` for more. */
export async function readBoundedText(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (bytes > maxBytes) throw new UnreadableAnswer('answer', `${maxBytes} bytes at most`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
