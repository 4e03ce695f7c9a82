import { Menu, type MenuItemConstructorOptions } from 'electron'

/** The menu bar: macOS needs one for its standard keys; elsewhere the window has none, and its keys are the app's own. */
export function setMenu(): void {
  if (process.platform !== 'darwin') return Menu.setApplicationMenu(null)
  const template: MenuItemConstructorOptions[] = [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
