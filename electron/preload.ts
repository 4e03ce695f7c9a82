import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { channels, type Bridge, type PortMessage } from '../shared/ipc/bridge.ts'

declare const window: { postMessage(message: PortMessage, origin: string, ports: IpcRendererEvent['ports']): void }
declare const location: { origin: string }

const bridge: Bridge = {
  platform: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
  invoke: (name, input) => ipcRenderer.invoke(channels.command, name, input),
  onEvent(listener) {
    const forward = (_event: IpcRendererEvent, event: Parameters<typeof listener>[0]): void => listener(event)
    ipcRenderer.on(channels.event, forward)
    return () => void ipcRenderer.off(channels.event, forward)
  },
}

contextBridge.exposeInMainWorld('daystream', bridge)

ipcRenderer.on(channels.port, (event, kind: PortMessage['kind']) => {
  window.postMessage({ daystream: 'port', kind }, location.origin, event.ports)
})
