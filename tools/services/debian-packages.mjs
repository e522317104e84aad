import { spawnSync } from 'node:child_process';

/**
 * Brings services that tests need where that is allowed: as root on a Debian, whose packages have the services' names.
 * @param {readonly string[]} names
 * @param {(name: string) => boolean} isInstalled
 * @returns {string[]} the names of those that are still missing
 */
export function ensureServices(names, isInstalled) {
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0 || !mayInstall()) return missing;
  console.log(`Installing ${missing.join(' and ')} (apt-get) …`);
  // The package lists may be absent or old, as in a fresh container.
  if (!apt('install', ...missing)) {
    apt('update');
    if (!apt('install', ...missing)) console.error('apt-get failed; see above.');
  }
  return missing.filter((name) => !isInstalled(name));
}

function mayInstall() {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
}

function apt(command, ...packages) {
  const args = command === 'install' ? ['-y', '--no-install-recommends', ...packages] : [];
  const { status } = spawnSync('apt-get', ['-qq', command, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}
