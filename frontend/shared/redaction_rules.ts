/** The form of `src/sejuk/text/redaction.json`; `src/sejuk/text/rules.py` has the same. */
export interface Rules {
  mark: string
  invisible: string
  rules: readonly { name: string; pattern: string; unless?: string; ignore_case?: boolean }[]
  names: {
    titles: readonly string[]
    places: readonly string[]
    after_honorific: string
    two_capitals: string
  }
}
