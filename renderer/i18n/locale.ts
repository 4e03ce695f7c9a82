/** The language and region the system speaks, as a BCP 47 tag the runtime knows; English where it says nothing usable. */
export function systemLocale(languages: readonly string[] = navigator.languages): string {
  for (const tag of languages) {
    try {
      const [known] = Intl.DateTimeFormat.supportedLocalesOf(tag)
      if (known !== undefined) return known
    } catch {
      // not a language tag: try the next
    }
  }
  return 'en'
}
