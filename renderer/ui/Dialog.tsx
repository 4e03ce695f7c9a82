import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import type { ReactNode } from 'react'
import { IconButton } from './Button.tsx'
import './dialog.css'

/**
 * A modal dialog over the window, with a title, a scrolling body and a footer that stays. Esc and the cross close it; a press outside
 * does not, so that nothing typed is lost by a slip. `width` is in px; on a narrower window it takes what there is.
 */
export function Dialog({
  title,
  closeLabel,
  isOpen,
  onClose,
  width = 440,
  role = 'dialog',
  footer,
  children,
}: {
  title: string
  closeLabel: string
  isOpen: boolean
  onClose: () => void
  width?: number
  role?: 'dialog' | 'alertdialog'
  footer?: ReactNode
  children: ReactNode
}) {
  return (
    <ModalOverlay
      className="ui-scrim"
      isOpen={isOpen}
      isDismissable={false}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className="ui-modal" style={{ width }}>
        <AriaDialog className="ui-dialog" role={role}>
          <header className="ui-dialog-head">
            <Heading slot="title" className="ui-dialog-title">
              {title}
            </Heading>
            <IconButton icon="x" label={closeLabel} tooltip={false} onPress={onClose} />
          </header>
          <div className="ui-dialog-body">{children}</div>
          {footer !== undefined && <footer className="ui-dialog-foot">{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
