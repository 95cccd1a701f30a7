import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/** Sees to it that no host outlives us. */
export interface Warden {
  /** This process, which leads a group, ends with us at the latest. */
  watch(pid: number): void;
  forget(pid: number): void;
  /** Null while there is nobody to watch. */
  pid(): number | null;
}

/** One that ends sooner than this is not replaced at once. */
const SHORT_LIFE_MS = 1_000;

/** At the end of its input it kills whoever is left. What ends services politely, or a terminal, must not end it before us. */
const SCRIPT = `
trap '' HUP INT TERM
hosts=' '
while read -r act pid; do
  case $act in
    watch) hosts="$hosts$pid " ;;
    forget) case $hosts in *" $pid "*) hosts="\${hosts%% $pid *} \${hosts#* $pid }" ;; esac ;;
  esac
done
for pid in $hosts; do kill -s KILL -- "-$pid"; done`;

/**
 * A plugin that spins keeps its host from reading that the pipe to us has ended, so something else has to end it, however we went: a shell that waits
 * for the end of a pipe of its own. It costs 0.2 MB, does nothing until then, and is there only while a host is.
 */
export const createWarden = (): Warden => {
  const hosts = new Set<number>();
  let shell: ChildProcess | null = null;
  let warned = false;

  const tell = (act: 'watch' | 'forget', pid: number) => shell?.stdin?.write(`${act} ${pid}\n`);

  const start = () => {
    const begun = performance.now();
    const started = spawn('/bin/sh', ['-c', SCRIPT], {
      cwd: '/',
      env: {},
      stdio: ['pipe', 'ignore', 'ignore'],
      // Not in our group: what kills that would leave nobody to see it.
      detached: true,
    });
    shell = started;
    const replace = () => {
      if (shell !== started) return;
      shell = null;
      const pause = performance.now() - begun < SHORT_LIFE_MS ? SHORT_LIFE_MS : 0;
      setTimeout(() => hosts.size > 0 && !shell && start(), pause).unref();
    };
    started.once('exit', replace);
    // Where there is no shell, there is none a second later.
    started.once('error', (error) => {
      if (!warned) process.emitWarning(`plugin hosts might outlive this process: ${error.message}`);
      warned = true;
    });
    // That it is gone is told by its exit.
    started.stdin?.on('error', () => {});
    started.unref();
    (started.stdin as Socket | null)?.unref();
    for (const pid of hosts) tell('watch', pid);
  };

  return {
    watch: (pid) => {
      hosts.add(pid);
      if (shell) tell('watch', pid);
      else start();
    },
    forget: (pid) => {
      if (!hosts.delete(pid)) return;
      tell('forget', pid);
      if (hosts.size > 0) return;
      shell?.stdin?.end();
      shell = null;
    },
    pid: () => shell?.pid ?? null,
  };
};

/** One for all hosts of this process. */
export const warden: Warden = createWarden();
