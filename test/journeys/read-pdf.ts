/** How many pages a PDF of Chromium has, and the headings in its outline, which tell that they were printed. */
export function readPdf(pdf: Buffer): { pages: number; titles: string[] } {
  const text = pdf.toString('latin1');
  return {
    pages: [...text.matchAll(/\/Type\s*\/Page\b/g)].length,
    titles: [...text.matchAll(/\/Title\s*(?:\(((?:[^\\)]|\\.)*)\)|<([0-9A-Fa-f\s]*)>)/g)].map(([, plain, hex]) =>
      hex === undefined ? plain!.replace(/\\([()\\])/g, '$1') : decode(hex),
    ),
  };
}

/** UTF-16, big endian, after its mark. */
function decode(hex: string): string {
  const bytes = Buffer.from(hex.replace(/\s/g, ''), 'hex');
  return bytes.subarray(0, 2).toString('hex') === 'feff'
    ? bytes.subarray(2).swap16().toString('utf16le')
    : bytes.toString('latin1');
}
