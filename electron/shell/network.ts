import { net, powerMonitor } from 'electron'

/** How often the system is asked whether there is a network: it does not tell by itself outside a page. */
const ASK_EVERY_MS = 2_000

export type NetworkWatch = { online(): boolean; stop(): void }

/**
 * Watches the network.
 *
 * @param onChange told when it comes or goes
 * @param onWake told after sleep, when every held connection must be doubted
 */
export function watchNetwork(onChange: (online: boolean) => void, onWake: () => void): NetworkWatch {
  let online = net.isOnline()
  const timer = setInterval(() => {
    const now = net.isOnline()
    if (now === online) return
    online = now
    onChange(online)
  }, ASK_EVERY_MS)
  powerMonitor.on('resume', onWake)
  return {
    online: () => online,
    stop() {
      clearInterval(timer)
      powerMonitor.off('resume', onWake)
    },
  }
}
