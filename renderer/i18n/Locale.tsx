import { useLayoutEffect, type ReactNode } from 'react'
import { I18nProvider, isRTL } from 'react-aria-components'
import { IntlProvider } from 'react-intl'

/** Gives everything inside its language, its formats and its direction. The words are English until they are translated. */
export function Locale({ locale, children }: { locale: string; children: ReactNode }) {
  useLayoutEffect(() => {
    document.documentElement.lang = locale
    document.documentElement.dir = isRTL(locale) ? 'rtl' : 'ltr'
  }, [locale])
  return (
    <IntlProvider
      locale={locale}
      // The words are English whatever the locale: named as its own, they are not looked for in vain at every message.
      defaultLocale={locale}
    >
      <I18nProvider locale={locale}>{children}</I18nProvider>
    </IntlProvider>
  )
}
