'use strict'
// The least that an app of this kind can be: one window on an app:// page with one thing in it.
const { app, BrowserWindow, protocol } = require('electron')

const page = '<!doctype html><meta charset="utf-8"><title>Empty</title><p data-key="empty">Empty</p>'

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])

void app.whenReady().then(() => {
  protocol.handle('app', () => new Response(page, { headers: { 'Content-Type': 'text/html; charset=utf-8' } }))
  const window = new BrowserWindow({ width: 1280, height: 800, show: false, webPreferences: { sandbox: true } })
  window.once('ready-to-show', () => window.show())
  return window.loadURL('app://empty/index.html')
})
