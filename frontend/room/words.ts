/** Every word of the operations room, in both languages; officers' own terms (GLOSSARY.md). */

import { CONCERNS } from './words/concerns'
import { HANDOVER } from './words/handover'
import { LIVE } from './words/live'
import { PAST } from './words/past'
import { SENSING } from './words/sensing'
import { ALARM, SHELL } from './words/shell'
import { TONIGHT } from './words/tonight'

export const W = { ...SHELL, ...ALARM, ...TONIGHT, ...LIVE, ...HANDOVER, ...PAST, ...SENSING, ...CONCERNS }
