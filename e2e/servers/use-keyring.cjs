'use strict'
// Loaded before the app (`electron -r`): Playwright starts every Electron with a store of passwords that keeps none.
const { app } = require('electron')

app.commandLine.appendSwitch('password-store', 'gnome-libsecret')
