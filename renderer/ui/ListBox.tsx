import {
  ListBox as AriaListBox,
  ListBoxItem as AriaListBoxItem,
  type ListBoxItemProps,
  type ListBoxProps,
} from 'react-aria-components'
import './list-box.css'

export function ListBox<Item extends object>(props: Omit<ListBoxProps<Item>, 'className'>) {
  return <AriaListBox {...props} className="ui-list-box" />
}

export function ListBoxItem<Item extends object>(props: Omit<ListBoxItemProps<Item>, 'className'>) {
  return <AriaListBoxItem {...props} className="ui-list-item" />
}
