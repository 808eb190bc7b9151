import { RollcallError } from '../../../errors.ts';

/**
 * Reads a body as UTF-8 text up to a number of bytes, unpacked. Beyond it the rest is cut, or the answer refused.
 * @throws source-unreadable when refused; it is not worth trying again
 */
export async function readBody(response: Response, most: number, beyond: 'cut' | 'refuse'): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const chunk: Uint8Array = part.value;
    size += chunk.byteLength;
    if (size > most && beyond === 'refuse') {
      await reader.cancel();
      throw new RollcallError('source-unreadable', `Wonde's answer is larger than ${most} bytes, so it was not read.`, {
        retry: false,
      });
    }
    chunks.push(chunk);
    if (size > most) {
      await reader.cancel();
      break;
    }
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
