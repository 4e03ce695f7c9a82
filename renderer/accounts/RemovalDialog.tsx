import type { ReactNode } from 'react'
import { useTask } from '../bridge/use-task.ts'
import { useText } from '../i18n/use-text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Failure } from '../ui/Failure.tsx'
import { messages } from './messages.ts'
import './accounts.css'

/** Says in `children` what is lost before something goes. What `onRemove` throws is said below, and the dialog stays. */
export function RemovalDialog({
  title,
  submit,
  onRemove,
  onClose,
  children,
}: {
  title: string
  submit: string
  onRemove: () => Promise<unknown>
  onClose: () => void
  children: ReactNode
}) {
  const t = useText()
  const { failure, run } = useTask()

  async function remove(): Promise<void> {
    await onRemove()
    onClose()
  }

  return (
    <Dialog
      role="alertdialog"
      title={title}
      closeLabel={t(messages.close)}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t(messages.cancel)}</Button>
          <Button variant="danger" onPress={() => void run(remove)}>
            {submit}
          </Button>
        </>
      }
    >
      <div className="account-lines">
        {children}
        <Failure reason={failure} />
      </div>
    </Dialog>
  )
}
