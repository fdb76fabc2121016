/** A text in pieces: those that a check points at, and what is between them. */

export interface Piece<T> {
  readonly text: string
  readonly mark: T | null
}

/** Marks are in their order and do not overlap. */
export function piecesOf<T extends { readonly begin: number; readonly end: number }>(
  text: string,
  marks: ReadonlyArray<T>,
): ReadonlyArray<Piece<T>> {
  const pieces: Piece<T>[] = []
  let at = 0
  for (const mark of marks) {
    if (mark.begin > at) pieces.push({ text: text.slice(at, mark.begin), mark: null })
    pieces.push({ text: text.slice(mark.begin, mark.end), mark })
    at = mark.end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), mark: null })
  return pieces
}

/** Where the redactor has taken something out: runs of its mark. */
export function takenOut(text: string, sign: string): ReadonlyArray<{ begin: number; end: number }> {
  const found: { begin: number; end: number }[] = []
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at)) {
    let end = at
    while (text.startsWith(sign, end)) end += sign.length
    found.push({ begin: at, end })
    at = end
  }
  return found
}

/** Characters as the server counts them: a letter with a surrogate is one. */
export function lengthOf(text: string): number {
  return [...text].length
}
