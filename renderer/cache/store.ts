/** A value that components watch (the shape `useSyncExternalStore` asks for). */
export type Store<Value> = {
  current: () => Value
  subscribe: (listener: () => void) => () => void
}

/** A store and the way to change it; listeners hear of every new value at once. */
export function createStore<Value>(initial: Value): Store<Value> & { set(value: Value): void } {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    current: () => value,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
  }
}
