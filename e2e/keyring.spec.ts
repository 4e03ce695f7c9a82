import { hasProgram } from './servers/has-program.ts'
import { startKeyring } from './servers/keyring.ts'
import { beginWithAccount, liveMark } from './steps/accounts.ts'
import { filesHolding } from './steps/files.ts'
import { expect, test } from './test.ts'

if (!hasProgram('gnome-keyring-daemon') || !hasProgram('dbus-daemon'))
  console.log('There is no keyring on this machine: its test is left out')
else
  test('with a keyring a password outlives the app, and stands in no file as it is', async ({
    start,
    localServer,
    profile,
  }) => {
    const password = 'kR8-zücken-Ж-41mp'
    await localServer.usePassword(password)
    const keyring = await startKeyring()
    try {
      const { window, quit } = await start(keyring)
      await beginWithAccount(window, { ...localServer, password })
      await expect(liveMark(window, 'Streaming')).toBeVisible()
      await expect(window.getByText('No keyring was found')).toHaveCount(0)
      await window.keyboard.press('Control+,')
      await expect(window.getByText('Kept in this computer’s keyring.')).toBeVisible()
      await quit()
      expect(await filesHolding(profile, 'user', password)).toEqual([])

      const again = await start(keyring)
      await expect(liveMark(again.window, 'Streaming')).toBeVisible()
    } finally {
      await keyring.stop()
    }
  })
