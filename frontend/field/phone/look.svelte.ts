/** Light or dark: as the phone has it, until somebody chooses. */
const KEY = 'sejuk.look'

class Look {
  dark = $state(false)

  start(): void {
    const chosen = localStorage.getItem(KEY)
    this.set(chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches)
  }

  turn(): void {
    this.set(!this.dark)
    localStorage.setItem(KEY, this.dark ? 'dark' : 'light')
  }

  private set(dark: boolean): void {
    this.dark = dark
    document.documentElement.dataset['look'] = dark ? 'dark' : 'light'
  }
}

export const look = new Look()
