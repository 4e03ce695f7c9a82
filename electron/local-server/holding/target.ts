import type { SyncRendering } from '../reports/sync-response.ts'

/** Whether the collection a request is held on is still there, and still the same one. */
export const isMapped = ({ context, target }: SyncRendering): boolean =>
  !('file' in target) || context.homes[target.kind].collections.get(target.name) === target
