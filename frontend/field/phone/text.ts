/** The redactor with its rules, which the build takes from the server's own file. */
import rules from '../../../src/sejuk/text/redaction.json'
import { redactorOf } from '$shared/redact'

export const { redact, probableNames } = redactorOf(rules)
