import type { Collection } from '../../shared/model/collection.ts'
import { invoke } from '../bridge/commands.ts'
import { useText } from '../i18n/use-text.ts'
import { CollectionForm } from './CollectionForm.tsx'
import { messages } from './collection-messages.ts'

/** Renames and recolours. */
export function EditCollectionDialog({ collection, onClose }: { collection: Collection; onClose: () => void }) {
  const t = useText()
  const { id, account, displayName, hue, kind } = collection
  const withHue = kind !== 'addressbook'
  return (
    <CollectionForm
      title={t(withHue ? messages.editTitle : messages.renameTitle)}
      submit={t(messages.save)}
      initial={{ displayName, hue, account }}
      withHue={withHue}
      accounts={[]}
      onSave={(next) =>
        invoke('collection.update', {
          collection: id,
          ...(next.displayName === displayName ? {} : { displayName: next.displayName }),
          ...(next.hue === hue ? {} : { hue: next.hue }),
        })
      }
      onClose={onClose}
    />
  )
}
