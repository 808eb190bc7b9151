import { globSync } from 'node:fs';
import { basename, join } from 'node:path';

/** `npm run bench -- NAME`: one measurement, always as a ratio against a yardstick in the same run. */
const names = globSync('*.bench.ts', { cwd: import.meta.dirname })
  .map((file) => basename(file, '.bench.ts'))
  .sort();
const [name] = process.argv.slice(2);
if (name === undefined || !names.includes(name)) {
  console.error(`Which measurement? npm run bench -- ${names.join(' | ')}`);
  process.exit(2);
}
const { bench } = (await import(join(import.meta.dirname, `${name}.bench.ts`))) as { bench: () => Promise<void> };
await bench();
