'use strict'
// Loaded before the app's own main (`electron -r`): gives every page a second preload, and hands on what that saw.
const { app, ipcMain, session } = require('electron')

const observer = require.resolve('./observe-page.cjs')

ipcMain.on('bench:frame', (_event, seen) => process.stdout.write(`bench:frame ${JSON.stringify(seen)}\n`))

void app.whenReady().then(() => {
  const { defaultSession } = session
  if (typeof defaultSession.registerPreloadScript === 'function')
    defaultSession.registerPreloadScript({ type: 'frame', filePath: observer })
  else defaultSession.setPreloads([observer])
})
