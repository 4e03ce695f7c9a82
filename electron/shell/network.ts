import { net, powerMonitor } from 'electron'

/** How often the system is asked whether there is a network: it does not tell by itself outside a page. */
const ASK_EVERY_MS = 2_000

/**
 * Watches the network.
 *
 * @param onChange told when it comes or goes, and at once when it is not there
 * @param onWake told after sleep, when every held connection must be doubted
 * @returns how to stop
 */
export function watchNetwork(onChange: (online: boolean) => void, onWake: () => void): () => void {
  let online = net.isOnline()
  if (!online) onChange(false)
  const timer = setInterval(() => {
    const now = net.isOnline()
    if (now === online) return
    online = now
    onChange(online)
  }, ASK_EVERY_MS)
  powerMonitor.on('resume', onWake)
  return () => {
    clearInterval(timer)
    powerMonitor.off('resume', onWake)
  }
}
