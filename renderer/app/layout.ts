/** How the frame divides a window: `beside` takes room from the main view, `over` lies on it, `sheet` covers it. */
export type FrameLayout = {
  rail: 'beside' | 'over'
  panel: 'beside' | 'over' | 'sheet'
  search: 'field' | 'icon'
  viewSwitch: 'segments' | 'menu'
  newButton: 'words' | 'icon'
}

/** The frame for a window `width` CSS px wide; zooming in makes a window narrower, so 200 % needs no rule of its own. */
export function frameLayout(width: number): FrameLayout {
  const narrow = width < 1000
  return {
    rail: narrow ? 'over' : 'beside',
    // Under 1360 a panel beside the week would leave a day column less than 100 px, too little for a title.
    panel: width < 900 ? 'sheet' : width < 1360 ? 'over' : 'beside',
    search: width < 1200 ? 'icon' : 'field',
    viewSwitch: narrow ? 'menu' : 'segments',
    newButton: narrow ? 'icon' : 'words',
  }
}
