/** One tap hands a text to WhatsApp's share sheet; where there is none it is copied. */

export async function share(text: string): Promise<'shared' | 'copied'> {
  if (typeof navigator.share === 'function') {
    try {
      await navigator.share({ text })
      return 'shared'
    } catch {
      // closed without choosing, or refused: the text is copied instead
    }
  }
  await navigator.clipboard.writeText(text)
  return 'copied'
}

/** Offers a file for saving. */
export function save(name: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
