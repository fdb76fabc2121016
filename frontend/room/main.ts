import { mount } from 'svelte'
import { speakForms } from '$shared/forms'
import { language } from '$shared/language.svelte'
import { beginLook } from '$shared/look.svelte'
import './room.css'
import App from './App.svelte'

beginLook()
speakForms(document)
document.documentElement.lang = language()
const target = document.getElementById('app')
if (target) mount(App, { target })
