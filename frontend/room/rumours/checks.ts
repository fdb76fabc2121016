/** The redactor and the phrase check with their rules, which the build takes from the server's own files. */

import { phraseCheckOf } from '$shared/phrases'
import { redactorOf } from '$shared/redact'
import phrases from '../../../src/sejuk/text/phrases.json'
import rules from '../../../src/sejuk/text/redaction.json'

export const SIGN = rules.mark
export const { redact, probableNames } = redactorOf(rules)
export const checkPhrases = phraseCheckOf(phrases)
