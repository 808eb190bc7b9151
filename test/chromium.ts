import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge'];
const FIXED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const HOW =
  'No Chromium for the browser tests: install one (Debian: apt-get install chromium; anywhere: npx playwright-core install chromium) or set ROLLCALL_CHROMIUM to the path of one.';

/** Starts Chromium without a window. Finds one, or as root on Debian installs the distribution's own; else an error of one line says how to get one. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium() ?? installChromium();
  if (!executablePath) throw new Error(HOW);
  return chromium.launch({ executablePath, args: [...FLAGS, ...(isRoot() ? ['--no-sandbox'] : [])] });
}

const isRoot = () => process.getuid?.() === 0;

/** The path of a Chromium: the one set, one on the PATH, one in its usual place, or one that Playwright fetched. */
export function findChromium(environment: Record<string, string | undefined> = process.env): string | null {
  const set = environment['ROLLCALL_CHROMIUM'];
  if (set) {
    if (existsSync(set)) return set;
    throw new Error(`ROLLCALL_CHROMIUM is ${set}, which does not exist.`);
  }
  const folders = ['/usr/bin', ...(environment['PATH'] ?? '').split(delimiter)];
  const places = [
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...FIXED,
    ...fetchedByPlaywright(environment),
  ];
  return places.find((place) => existsSync(place)) ?? null;
}

function fetchedByPlaywright(environment: Record<string, string | undefined>): string[] {
  const caches = [
    environment['PLAYWRIGHT_BROWSERS_PATH'],
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
  ];
  return caches
    .filter((cache): cache is string => cache !== undefined && existsSync(cache))
    .flatMap((cache) =>
      readdirSync(cache)
        .filter((name) => name.startsWith('chromium'))
        .sort()
        .reverse()
        .map((name) => join(cache, name)),
    )
    .flatMap((folder) =>
      [
        'chrome-linux/chrome',
        'chrome-linux/headless_shell',
        'chrome-linux64/chrome',
        'chrome-headless-shell-linux64/chrome-headless-shell',
        'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
      ].map((path) => join(folder, path)),
    );
}

/** Debian's package, where that may be installed: as root, with apt. */
function installChromium(): string | null {
  if (!isRoot() || !existsSync('/usr/bin/apt-get')) return null;
  process.stderr.write('Installing Chromium for the browser tests (apt-get install chromium) …\n');
  const options = {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 300_000,
  } as const;
  spawnSync('apt-get', ['update'], options);
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'], options);
  return findChromium();
}
