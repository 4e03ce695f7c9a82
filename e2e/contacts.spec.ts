import { beginWithAccount } from './steps/accounts.ts'
import { otherProgram } from './steps/server.ts'
import { expect, test } from './test.ts'

const card = (uid: string, name: string, more: string[] = []): string =>
  ['BEGIN:VCARD', 'VERSION:3.0', `UID:${uid}`, `FN:${name}`, `N:${name};;;;`, ...more, 'END:VCARD', ''].join('\r\n')

test('contacts: made, changed and deleted here and elsewhere, and found', async ({ start, localServer }) => {
  const book = `${localServer.url}/addressbooks/user/contacts/`
  const other = otherProgram(localServer)
  await other.put(`${book}noor.vcf`, card('noor', 'Noor', ['EMAIL;TYPE=HOME:noor@home.example', 'X-KEEP:this']))
  const { window } = await start()
  await beginWithAccount(window, localServer)
  await window.getByRole('button', { name: 'Contacts', exact: true }).click()
  const list = window.getByRole('listbox', { name: 'Contacts' })
  await expect(list.getByRole('option', { name: 'Noor' })).toBeVisible()

  await test.step('made here', async () => {
    await window.getByRole('button', { name: 'New contact' }).click()
    const form = window.getByRole('form', { name: 'New contact' })
    await form.getByRole('textbox', { name: 'First name' }).fill('Tomasz')
    await form.getByRole('textbox', { name: 'Last name' }).fill('Zieliński')
    await form.getByRole('button', { name: 'Add e-mail' }).click()
    await form.getByRole('textbox', { name: 'E-mail' }).fill('tomasz@work.example')
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(list.getByRole('option', { name: 'Tomasz Zieliński' })).toBeVisible()
    await expect.poll(() => other.titles(book)).toEqual(['Noor', 'Tomasz Zieliński'])
    expect((await other.texts(book)).join()).toContain('tomasz@work.example')
  })

  await test.step('changed here; what the app does not know stays', async () => {
    await list.getByRole('option', { name: 'Noor' }).click()
    await window.getByRole('button', { name: 'Edit contact' }).click()
    const form = window.getByRole('form', { name: 'Edit contact' })
    await form.getByRole('button', { name: 'Add phone' }).click()
    await form.getByRole('textbox', { name: 'Phone' }).fill('+49 30 1234567')
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(window.getByRole('article', { name: 'Noor' }).getByText('+49 30 1234567')).toBeVisible()
    await expect.poll(async () => (await other.texts(book)).join()).toContain('+49 30 1234567')
    expect((await other.texts(book)).join()).toContain('X-KEEP:this')
  })

  await test.step('changed elsewhere', async () => {
    await other.put(`${book}ana.vcf`, card('ana', 'Ana', ['ORG:Botanical Garden']))
    await expect(list.getByRole('option', { name: 'Ana' })).toBeVisible()
    await other.remove(`${book}ana.vcf`)
    await expect(list.getByRole('option', { name: 'Ana' })).toHaveCount(0)
  })

  await test.step('found', async () => {
    const search = window.getByRole('searchbox', { name: 'Search contacts' })
    await search.fill('work.example')
    await expect(list.getByRole('option')).toHaveCount(1)
    await expect(list.getByRole('option', { name: 'Tomasz Zieliński' })).toBeVisible()
    await search.fill('nobody at all')
    await expect(window.getByText('No contact matches “nobody at all”')).toBeVisible()
    await search.fill('')
  })

  await test.step('deleted here', async () => {
    await list.getByRole('option', { name: 'Noor' }).click()
    await window.getByRole('button', { name: 'Delete contact' }).click()
    await expect(list.getByRole('option', { name: 'Noor' })).toHaveCount(0)
    await expect.poll(() => other.titles(book)).toEqual(['Tomasz Zieliński'])
  })
})
