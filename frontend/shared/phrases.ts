/**
 * The phrase check while somebody writes an answer; the server does it again, by the same rules
 * (`src/sejuk/text/phrases.json`, `src/sejuk/text/phrases.py`).
 */
export interface InBoth {
  id: string
  en: string
}

interface Told {
  what: InBoth
  instead: InBoth
}

export interface PhraseRule extends Told {
  code: string
  level: string
  patterns: string[]
  unless?: string | undefined
  unless_sourced?: boolean | undefined
  at_start?: boolean | undefined
}

export interface PhraseRules {
  words: Record<string, string>
  rules: PhraseRule[]
  shouting: Told & { letters: number; known: string[] }
  echo: { letters: number; share: number; least: number }
}

export interface Phrase extends Told {
  code: string
  /** `refuse`: the answer does not go out; `warn`: pointed out. */
  level: string
  begin: number
  end: number
}

export type PhraseCheck = (text: string, beside?: { claim?: string; sourced?: boolean }) => Phrase[]

const SENTENCE_END = /[.!?](?=[ \t\r\n]|$)|\n/g
const BLANKS = '(?:[ \\t\\r\\n,]+)'

export function phraseCheckOf({ words, rules, shouting, echo }: PhraseRules): PhraseCheck {
  const whole = (pattern: string): string => {
    const filled = Object.entries(words).reduce(
      (left, [name, alternatives]) => left.replaceAll(`{${name}}`, `(?:${alternatives})`),
      pattern,
    )
    return `(?<![A-Za-z0-9])(?:${filled.split(' ').join(BLANKS)})(?![A-Za-z0-9])`
  }
  const ready = rules.map((rule) => ({
    rule,
    patterns: rule.patterns.map((pattern) => new RegExp(whole(pattern), 'gi')),
    keep: rule.unless ? new RegExp(whole(rule.unless), 'i') : null,
  }))
  /** Who passes it on is threatened, whoever else the sentence begins with. */
  const spreader = new RegExp(whole('{spreader}'), 'i')
  const known = new Set(shouting.known)
  const repeats = rules.find(({ code }) => code === 'claim_first')

  function echoed(text: string, claim: string): Phrase[] {
    const wanted = new Set(wordsOf(claim).filter(({ length }) => length >= echo.letters))
    const sentence = firstSentence(text)
    const there = new Set(wordsOf(sentence))
    const said = [...wanted].filter((word) => there.has(word)).length
    if (!repeats || wanted.size < echo.least || said < echo.share * wanted.size) return []
    return [phrase(repeats, repeats.code, repeats.level, [0, sentence.length])]
  }

  function shouted(text: string): Phrase[] {
    const spans: [number, number][] = []
    for (const { 0: word, index } of text.matchAll(/(?<![A-Za-z0-9])[A-Z]+(?![A-Za-z0-9])/g)) {
      if (word.length < shouting.letters || known.has(word)) continue
      const last = spans.at(-1)
      if (last && /^ *$/.test(text.slice(last[1], index))) last[1] = index + word.length
      else spans.push([index, index + word.length])
    }
    for (const { 0: marks, index } of text.matchAll(/!(?:[ \t]*[!?])+/g)) spans.push([index, index + marks.length])
    return spans.map((span) => phrase(shouting, 'shouting', 'warn', span))
  }

  return (text, { claim = '', sourced = false } = {}) => {
    const found: Phrase[] = []
    for (const { rule, patterns, keep } of ready) {
      if (sourced && rule.unless_sourced) continue
      const searched = rule.at_start ? firstSentence(text) : text
      for (const pattern of patterns)
        for (const { 0: words, index } of searched.matchAll(pattern))
          if (spreader.test(words) || !keep?.test(sentenceBefore(text, index)))
            found.push(phrase(rule, rule.code, rule.level, [index, index + words.length]))
    }
    found.push(...echoed(text, claim), ...shouted(text))
    const lenient = ({ level }: Phrase): number => (level === 'refuse' ? 0 : 1)
    found.sort((a, b) => a.begin - b.begin || lenient(a) - lenient(b) || b.end - a.end)
    const kept: Phrase[] = []
    for (const one of found)
      if (kept.every(({ begin, end }) => one.begin >= end || one.end <= begin)) kept.push(one)
    return kept
  }
}

function phrase({ what, instead }: Told, code: string, level: string, [begin, end]: [number, number]): Phrase {
  return { code, level, begin, end, what, instead }
}

function firstSentence(text: string): string {
  const [end] = text.matchAll(SENTENCE_END)
  return end ? text.slice(0, end.index + end[0].length) : text
}

function sentenceBefore(text: string, place: number): string {
  const before = text.slice(0, place)
  const end = [...before.matchAll(SENTENCE_END)].at(-1)
  return end ? before.slice(end.index + end[0].length) : before
}

function wordsOf(text: string): string[] {
  return (text.match(/[A-Za-z0-9]+/g) ?? []).map((word) => word.toLowerCase())
}
