import { mount } from 'svelte'
import { beginLook } from '$shared/look.svelte'
import '$shared/tokens.css'
import './field.css'
import App from './App.svelte'

beginLook()
document.documentElement.lang = localStorage.getItem('sejuk.language') === 'en' ? 'en' : 'id'
const target = document.getElementById('app')
if (target) mount(App, { target })
