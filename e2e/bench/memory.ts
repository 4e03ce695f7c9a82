import { readdir, readFile } from 'node:fs/promises'
import { sleep } from './clock.ts'

const EVERY_MS = 100
const LOOK_FOR_NEW_EVERY = 5

const KILOBYTE_IN_MB = 1 / 1024

/** Proportional set size of one process in MB: its own memory and its share of what it shares; 0 once it has ended. */
async function proportionalSetSize(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * KILOBYTE_IN_MB
}

async function childrenOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => [])
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')),
  )
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number))
}

async function treeOf(root: number): Promise<number[]> {
  const tree = [root]
  for (const parent of tree) tree.push(...(await childrenOf(parent)))
  return tree
}

/**
 * Adds up the memory of a process and all below it every 100 ms until `stop`, which gives the highest sum in MB. Linux only: null
 * elsewhere, where no system call says it.
 */
export function watchMemory(root: number): { stop(): Promise<number | null> } {
  let peak = 0
  let stopped = false
  const watching = (async () => {
    let tree: number[] = []
    for (let turn = 0; !stopped; turn++) {
      if (turn % LOOK_FOR_NEW_EVERY === 0) tree = await treeOf(root)
      const sizes = await Promise.all(tree.map(proportionalSetSize))
      peak = Math.max(
        peak,
        sizes.reduce((sum, size) => sum + size, 0),
      )
      await sleep(EVERY_MS)
    }
  })()
  return {
    async stop() {
      stopped = true
      await watching
      return process.platform === 'linux' ? peak : null
    },
  }
}
